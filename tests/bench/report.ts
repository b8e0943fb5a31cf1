import { cpus, release, totalmem, type } from 'node:os';
import { databaseName } from '#core/store/database-name.ts';
import type { Row } from './measure.ts';
import { sideBySideChapter } from './side-by-side-table.ts';
import type { SideBySide } from './side-by-side.ts';

export interface Circumstances {
  readonly postgres: string;
  readonly at: Date;
  /** Load of the last minute before the run, as the system counts it. */
  readonly load: number;
}

/** The text of docs/benchmarks.md; without the peers where they could not be had. */
export function reportOf(rows: readonly Row[], contest: SideBySide | null, { postgres, at, load }: Circumstances): string {
  const cells = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  const notes = [...new Map(rows.filter((row) => row.note !== '').map((row) => [`${row.id} ${row.what}`, row.note]))];
  const missing = [
    ...(contest === null ? ['- The peers side by side: npm could not bring them in this run.'] : []),
    ...(rows.some(({ what }) => what.includes('1000000')) ? [] : ['- P1 and P4 at 1,000,000 rows, which takes minutes (`--million`).']),
  ];
  return [
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench`; never by hand. -->',
    '',
    'Medians, in brackets the tenth to the ninetieth percentile (for speeds: the slowest to the fastest round). Each value stands beside a baseline that ran in the same minutes on the same disk.',
    '',
    `**Ratios count here, absolute times do not:** the machine is shared with other work (load ${load.toFixed(1)} on ${cpus().length} cores as the run began), and the same row moves by half from run to run.`,
    '',
    cells(['', 'what', 'here', 'baseline', 'ratio', 'goal', 'met']),
    cells(Array.from({ length: 7 }, () => '---')),
    ...rows.map((row) => cells([row.id, row.what, row.value, row.baseline, row.ratio, row.goal, row.met === null ? '—' : row.met ? 'yes' : '**no**'])),
    '',
    ...(contest === null ? [] : sideBySideChapter(contest)),
    '## What was measured',
    '',
    ...notes.map(([row, note]) => `- **${row}**: ${note}.`),
    '',
    ...(missing.length === 0 ? [] : ['## What is not there yet', '', ...missing, '']),
    '## Where',
    '',
    `- ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC; ${type()} ${release()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    `- Node ${process.versions.node}, ${databaseName()}, PostgreSQL ${postgres} (fsync and synchronous_commit on)`,
    '',
  ].join('\n');
}
