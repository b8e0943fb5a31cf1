import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { FIRST_LOAD_LIMIT, SCREEN_LIMIT, kib, largestOf, loadSizes, sumOf } from '../scripts/bundles/load-sizes.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** What opens PDFs asks for its decoders by their own names; their version is in their folder's, since they are kept for a year. */
const { version: pdf } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'), 'utf8')) as { version: string };

/** Ends the build when the first load or a screen grows over its limit (P11); the largest parts are named. */
function loadLimits(): Plugin {
  return {
    name: 'sportello:load-limits',
    apply: 'build',
    generateBundle(_options, bundle) {
      const { first, screens } = loadSizes(bundle);
      if (sumOf(first) > FIRST_LOAD_LIMIT) this.error(`The first load is ${kib(sumOf(first))} gzip, over its ${kib(FIRST_LOAD_LIMIT)} (P11): ${largestOf(first)}`);
      for (const [name, files] of screens) {
        if (sumOf(files) > SCREEN_LIMIT) this.error(`${name} adds ${kib(sumOf(files))} gzip, over its ${kib(SCREEN_LIMIT)} (P11): ${largestOf(files)}`);
      }
      this.info(`first load ${kib(sumOf(first))} gzip`);
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), loadLimits()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts and pictures stay files: the content security policy has no `data:` for them.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy forbids; every engine that we run on preloads by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { assetFileNames: ({ names }) => (names.some((name) => name.endsWith('_nowasm_fallback.js')) ? `assets/pdf-${pdf}/[name][extname]` : 'assets/[name]-[hash][extname]') } },
  },
});
