import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** performance.md, P11: what a window loads before it shows anything, gzip bytes. */
const FIRST_LOAD_LIMIT = 300 * 1024;

/** Ends the build when the first load grows over its limit; the largest parts are named. */
function firstLoadLimit(): Plugin {
  return {
    name: 'sportello:first-load-limit',
    apply: 'build',
    generateBundle(_options, bundle) {
      const first = new Map<string, number>();
      const add = (name: string) => {
        const part = bundle[name];
        if (part === undefined || first.has(name)) return;
        first.set(name, gzipSync(part.type === 'chunk' ? part.code : part.source).length);
        if (part.type !== 'chunk') return;
        for (const style of part.viteMetadata?.importedCss ?? []) add(style);
        for (const other of part.imports) add(other);
      };
      for (const part of Object.values(bundle)) if (part.type === 'chunk' && part.isEntry) add(part.fileName);
      const total = [...first.values()].reduce((sum, size) => sum + size, 0);
      const parts = [...first].sort(([, a], [, b]) => b - a).slice(0, 6).map(([name, size]) => `${name} ${Math.round(size / 1024)} KB`);
      if (total > FIRST_LOAD_LIMIT) this.error(`The first load is ${Math.round(total / 1024)} KB gzip, over its ${FIRST_LOAD_LIMIT / 1024} KB (P11): ${parts.join(', ')}`);
      this.info(`first load ${Math.round(total / 1024)} KB gzip`);
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), firstLoadLimit()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts and pictures stay files: the content security policy has no `data:` for them.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy forbids; every engine that we run on preloads by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
