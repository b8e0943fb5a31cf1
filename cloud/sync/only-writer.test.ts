import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ENTITIES } from '#shared/domain/registry.ts';

const ROOM = new URL('../', import.meta.url);

async function sources(): Promise<Map<string, string>> {
  const names = (await readdir(ROOM, { recursive: true })).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return new Map(await Promise.all(names.map(async (name) => [name.replaceAll('\\', '/'), await readFile(new URL(name, ROOM), 'utf8')] as const)));
}

test('nothing but run-command.ts writes synced rows, the ledger, the feed or mail (sync.md, Every writer is a command)', async () => {
  const files = await sources();
  expect(files.size).toBeGreaterThan(50);
  const callers = (name: RegExp) => [...files].filter(([, text]) => name.test(text)).map(([file]) => file).sort();
  expect(callers(/\bwriteRows\(/)).toEqual(['db/tenant-data.ts', 'db/write-rows.ts', 'sync/run-command.ts']);
  expect(callers(/\btakeSeq\(/)).toEqual(['db/feed.ts', 'db/tenant-data.ts', 'sync/run-command.ts']);
  expect(callers(/\benter\(/)).toEqual(['db/ledger.ts', 'db/tenant-data.ts', 'sync/run-command.ts']);
  expect(callers(/\bkeepMail\(/)).toEqual(['db/mail-rows.ts', 'db/tenant-data.ts', 'sync/run-command.ts']);
  expect(callers(/\bkeepMergedMail\(/)).toEqual(['db/mail-rows.ts', 'db/tenant-data.ts', 'sync/run-command.ts']);
  // Whoever builds the statements themselves, or writes SQL of their own against a synced table, is a writer too.
  expect(callers(/\bstatements\.(insert|update)\b/)).toEqual(['db/write-rows.ts']);
  const tables = ENTITIES.map(({ name }) => name).join('|');
  const writes = new RegExp(`(insert\\s+into|update|delete\\s+from|truncate|merge\\s+into)\\s+(only\\s+)?"?app"?\\."?(${tables})\\b`, 'i');
  // A new column is filled as every desk's own migration fills it, so that the rows need no new number.
  expect(callers(writes)).toEqual(['db/migrations/0008-people.ts']);
  expect(callers(/\b(insert into|update|delete from) \$\{/i)).toEqual(['db/entity-statements.ts', 'db/gone.ts', 'db/trim-rows.ts']);
  expect(callers(/\brestampDependants\(/)).toEqual(['db/gone.ts', 'db/tenant-data.ts', 'sync/run-command.ts']);
  // What no desk can ask for any more may go: only the nightly job takes it away.
  expect(callers(/\b(removeTombstones|removeMarks|removeCommands|raiseHorizon)\(/)).toEqual(['db/trim-rows.ts', 'jobs/trim.ts']);
});

test('SQL stands in db/ alone, or speaks to the schema auth and the mail through Kysely (architecture.md, one place for each thing)', async () => {
  const sql = /\b(select|insert into|update|delete from)\b[^'"`\n]*\b(from|values|set|where)\b/i;
  const elsewhere = [...(await sources())].filter(([file, text]) => !/^(db|testing)\//.test(file) && text.split('\n').some((row) => !/^\s*(\/\/|\*|\/\*)/.test(row) && sql.test(row)));
  expect(elsewhere.map(([file]) => file)).toEqual([]);
});

test('no trigger, no TRUNCATE, and NOTIFY on a connection of its own alone: nothing that a database spread by tenant cannot do (sync.md, Cloud: push; decision 0022)', async () => {
  const code = [...(await sources())].map(([file, text]) => [file, text.replace(/^\s*(\/\/|\*|\/\*|--).*$/gm, '')] as const);
  const withWord = (word: RegExp) => code.filter(([, text]) => word.test(text)).map(([file]) => file).sort();
  expect(withWord(/create\s+(or\s+replace\s+)?trigger|\btruncate\s+\w/i)).toEqual([]);
  expect(withWord(/pg_notify|\bnotify\s+\w+[;`'"]|`listen\s|\blisten\s+\w+;/i)).toEqual(['db/channel.ts']);
  // It makes connections of its own and is given none, so nothing it says stands in somebody's transaction.
  expect(withWord(/\bopenChannel\(/)).toEqual(['db/channel.ts', 'sync/other-clouds.ts']);
});
