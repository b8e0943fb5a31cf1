import { parseArgs } from 'node:util';
import { examineRoot, type ProfileReport } from '#core/doctor/examine-root.ts';
import { profileRoot } from '#hosts/profile-root.ts';

/* `npm run doctor [-- --root FOLDER] [--json]`: how the profiles of this device stand, without what people wrote. */
const { values } = parseArgs({ options: { root: { type: 'string' }, json: { type: 'boolean', default: false } } });
const root = values.root ?? profileRoot();

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

try {
  const report = await examineRoot(root);
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else {
    console.log(`Profiles under ${root}: ${report.profiles.length}`);
    for (const profile of report.profiles) for (const line of describe(profile)) console.log(line);
    console.log(`\nLast warnings and errors: ${report.lastErrors.length === 0 ? 'none' : ''}`);
    for (const { at, level, text } of report.lastErrors) console.log(`  ${time(at)} ${level.padEnd(5)} ${text}`);
  }
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  console.error(`The folder ${root} cannot be read (${String(error.code)}). Name another with --root FOLDER.`);
  process.exitCode = 1;
}
