import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type * as TestCores from '#core/testing/test-core.ts';
import { bundle } from '../../scripts/bundles/bundle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, '.cache/bench-core');

/** Makes the core as it is shipped: in bundles, its threads too, since reading hundreds of sources at each start is nobody's at work. */
export async function buildCore(): Promise<void> {
  const config = bundle('core', root);
  const threads = config.build?.rolldownOptions?.input;
  await build({
    ...config,
    build: {
      ...config.build,
      outDir,
      sourcemap: false,
      rolldownOptions: { ...config.build?.rolldownOptions, input: { ...(typeof threads === 'object' && !Array.isArray(threads) ? threads : {}), 'test-core': join(root, 'electron/core/testing/test-core.ts') } },
    },
  });
}

/** A desk out of those bundles. */
export async function startDesk(options: TestCores.TestCoreOptions): Promise<TestCores.TestCore> {
  // Made from test-core.ts, by the function above.
  const { startTestCore } = (await import(join(outDir, 'test-core.js'))) as typeof TestCores;
  return startTestCore(options);
}
