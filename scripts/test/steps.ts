import { join } from 'node:path';

export interface Step {
  readonly name: string;
  /** `check` is the quick part (`npm run check`). */
  readonly group: 'check' | 'tests';
  /** Arguments for Node. */
  readonly args: readonly string[];
  /** How many of the two cores it fills: 2 runs alone. */
  readonly weight: 1 | 2;
  /** Needs dist/ built. */
  readonly built?: true;
  /** Where vitest writes its counts. */
  readonly report?: string;
}

/** One TypeScript project per runtime (architecture.md, Rooms). */
export const PROJECTS = ['shared', 'electron/core', 'electron', 'electron/desktop', 'electron/desktop/preload', 'renderer', 'renderer/tsconfig.test.json', 'cloud', 'scripts', 'tests'];

const tool = (path: string) => join('node_modules', path);

/** A step that has both cores has a worker for each: by itself vitest leaves one of two free (seven minutes for ten). */
function vitest(project: string, logs: string, weight: 1 | 2, built?: true): Step {
  const report = join(logs, `${project}.json`);
  return {
    name: project,
    group: project === 'boundaries' ? 'check' : 'tests',
    args: [tool('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...(weight === 2 ? ['--maxWorkers=2'] : [])],
    weight,
    report,
    ...(built ? { built } : {}),
  };
}

/** All that `npm test` runs, the longest first within what may run side by side. */
export function steps(logs: string): readonly Step[] {
  return [
    { name: 'lint', group: 'check', args: [tool('eslint/bin/eslint.js'), '.', '--max-warnings=0'], weight: 1 },
    ...PROJECTS.map(
      (project): Step => ({
        name: `types ${project}`,
        group: 'check',
        args: [tool('typescript/bin/tsc'), '-p', project, '--incremental', '--tsBuildInfoFile', `.cache/types/${project.replaceAll(/[/.]/g, '-')}`],
        weight: 1,
      }),
    ),
    { name: 'graph', group: 'check', args: [tool('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'cloud', 'scripts', 'tests'], weight: 1 },
    { name: 'dead code', group: 'check', args: [tool('knip/bin/knip.js')], weight: 1 },
    vitest('boundaries', logs, 1),
    vitest('unit', logs, 2),
    vitest('journeys-browser', logs, 1, true),
    vitest('packaging', logs, 1, true),
    vitest('hosts', logs, 1, true),
    vitest('journeys-desktop', logs, 1, true),
  ];
}
