import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** In development the screens come from Vite and the calls go on to a running browser host, named by its address. */
const host = process.env['SPORTELLO_HOST_URL'];

export default defineConfig({
  root: here,
  base: './',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts and pictures stay files: the content security policy has no `data:` for them.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy forbids; every engine that we run on preloads by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: host === undefined ? {} : { proxy: { '/rpc': { target: host, ws: true }, '/files': { target: host } } },
});
