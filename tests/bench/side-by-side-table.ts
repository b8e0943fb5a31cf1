import { OURS } from './engines.ts';
import type { Measured } from './lane.ts';
import { median, ms, percentile, perSecond, range, spread, times, type Row } from './measure.ts';
import type { SideBySide } from './side-by-side.ts';

const BESIDE = 'median of all rounds, ours and the peers by turns; each engine’s desks in one process, its cloud in another (*Side by side* says how each was set up)';

/** The goals against the peers, as lines of the main table. */
export function peerRows(contest: SideBySide): Row[] {
  const [ours, ...peers] = contest.measured;
  if (!ours) return [];
  const speed = (one: Measured): number => median(speedsOf(one, contest.rows));
  const fastest = bestOf(peers.filter((one) => one.firstSync.length > 0), (one) => -speed(one));
  const nearest = bestOf(peers.filter((one) => one.engine.durable), (one) => median(one.deskToDesk));
  const rows: Row[] = [];
  if (fastest) {
    const ratio = speed(ours) / speed(fastest);
    rows.push({ id: 'P3', what: `first sync of ${contest.rows} tickets beside the best peer`, value: perSecond(speed(ours), 'rows'), baseline: `${perSecond(speed(fastest), 'rows')} (${fastest.engine.name})`, ratio: times(ratio), goal: '≥ 1.4×', met: ratio >= 1.4, note: BESIDE });
  }
  if (nearest) {
    const [here, there] = [median(ours.deskToDesk), median(nearest.deskToDesk)];
    rows.push({ id: 'P5', what: 'desk to desk beside the best durable peer, p50', value: ms(here), baseline: `${ms(there)} (${nearest.engine.name})`, ratio: times(here / there), goal: '< 1×', met: here < there, note: '' });
  }
  return rows;
}

/** The chapter of docs/benchmarks.md. */
export function sideBySideChapter(contest: SideBySide): string[] {
  const cells = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  const heads = ['', 'version', 'durable', 'first sync', 'desk to desk, p50', 'p95', 'local write, p50', 'p99'];
  const line = (one: Measured) => {
    const { engine, version, deskToDesk, localWrite } = one;
    return cells([
      engine === OURS ? `**${engine.name}**` : engine.name, version === '' ? '—' : version, engine.durable ? 'yes' : 'no',
      one.firstSync.length === 0 ? '—' : range(speedsOf(one, contest.rows), 'rows'),
      spread(deskToDesk), ms(percentile(deskToDesk, 0.95)), spread(localWrite), ms(percentile(localWrite, 0.99)),
    ]);
  };
  return [
    '## Side by side',
    '',
    `The same ${contest.rows} tickets over loopback HTTP, the engines by turns in ${Math.max(...contest.measured.map((one) => one.firstSync.length))} round(s) (in brackets: slowest to fastest round, and the tenth to the ninetieth percentile). *Durable*: a write that is told as saved survives a power cut. Peers have clouds that keep rows in memory and check nobody; ours is the real one. Each has an index for what our lists sort by, PouchDB apart.`,
    '',
    cells(heads),
    cells(heads.map(() => '---')),
    ...contest.measured.map(line),
    '',
    ...contest.measured.map(({ engine }) => `- **${engine.name}**: ${engine.remark}.`),
    ...contest.failed.map((why) => `- Left out in this run, ${why}.`),
    '',
  ];
}

/** Rows per second, one for each round. */
function speedsOf({ firstSync }: Measured, rows: number): number[] {
  return firstSync.map((seconds) => rows / seconds);
}

function bestOf(all: readonly Measured[], cost: (one: Measured) => number): Measured | undefined {
  return [...all].sort((a, b) => cost(a) - cost(b))[0];
}
