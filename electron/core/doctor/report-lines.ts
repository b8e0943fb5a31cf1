import type { ProfileReport, RootReport } from './examine-root.ts';

/** The report as lines for support, in English: ids, counts and codes. */
export function* reportLines(root: string, report: RootReport): Generator<string> {
  yield `Profiles under ${root}: ${report.profiles.length}`;
  for (const profile of report.profiles) yield* describe(profile);
  yield `\nLast warnings and errors: ${report.lastErrors.length === 0 ? 'none' : ''}`;
  for (const { at, level, text } of report.lastErrors) yield `  ${time(at)} ${level.padEnd(5)} ${text}`;
}

const time = (ms: number | null): string => (ms === null ? 'never' : new Date(ms).toISOString().slice(0, 19).replace('T', ' '));
const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

function* describe({ cloud, person, log, cache, sizes }: ProfileReport): Generator<string> {
  yield `\nPerson ${person} at cloud ${cloud}`;
  if ('problem' in log) yield `  log.db     ${log.problem}`;
  else {
    yield `  log.db     integrity ${log.integrity}; client ${log.client ?? '?'}, incarnation ${log.incarnation ?? '?'}`;
    for (const { tenant, waiting, numbered, confirmed, needsYou, oldestWaiting, lastNumber } of log.tenants) {
      const since = oldestWaiting === null ? '' : ` since ${time(oldestWaiting)}`;
      yield `    tenant ${tenant}: ${waiting} waiting${since} (${numbered} perhaps sent), ${confirmed} confirmed, ${needsYou} need the person; last number ${lastNumber}`;
    }
    for (const { code, commands } of log.refusals) yield `    refused: ${commands} × ${code}`;
    for (const { state, files, bytes } of log.uploads) yield `    uploads ${state}: ${files} (${size(bytes)})`;
  }
  if ('problem' in cache) yield `  cache.db   ${cache.problem}`;
  else {
    for (const feed of cache) {
      const how = feed.complete ? 'complete' : `loading, last complete ${time(feed.completeAt)}`;
      yield `  feed ${feed.tenant}: cursor ${feed.seq}/${feed.mark === '' ? '-' : feed.mark}, scope ${feed.scope === '' ? '-' : feed.scope}, ${how}; ${feed.tickets} tickets, ${feed.effects} pending on them`;
    }
  }
  yield `  sizes      ${sizes.filter(({ bytes }) => bytes > 0).map(({ name, bytes }) => `${name} ${size(bytes)}`).join(', ')}`;
}
