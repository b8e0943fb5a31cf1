import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { FIRST_LOAD_LIMIT, SCREEN_LIMIT, kib, largestOf, loadSizes, sumOf, type LoadSizes } from '#scripts/bundles/load-sizes.ts';
import type { Row } from './measure.ts';

/** P11: what a window fetches before it shows anything, and the screen that adds most; every build refuses to be larger. */
export async function firstLoad(): Promise<Row[]> {
  let sizes: LoadSizes | undefined;
  await build({
    configFile: fileURLToPath(new URL('../../renderer/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { write: false },
    plugins: [{ name: 'bench:sizes', generateBundle: (_options: unknown, bundle: Rolldown.OutputBundle) => void (sizes = loadSizes(bundle)) }],
  });
  if (sizes === undefined) throw new Error('nothing was built');
  const [largest] = [...sizes.screens].sort(([, a], [, b]) => sumOf(b) - sumOf(a));
  if (largest === undefined) throw new Error('no screen was built');
  const row = (what: string, bytes: number, limit: number, note: string): Row => ({ id: 'P11', what, value: kib(bytes), baseline: '—', ratio: '—', goal: `≤ ${kib(limit)}`, met: bytes <= limit, note });
  return [
    row('first load, gzip', sumOf(sizes.first), FIRST_LOAD_LIMIT, `scripts, styles; the largest: ${largestOf(sizes.first)}`),
    row('the screen that adds most to it, gzip', sumOf(largest[1]), SCREEN_LIMIT, `${largest[0]}: ${largestOf(largest[1])}`),
  ];
}
