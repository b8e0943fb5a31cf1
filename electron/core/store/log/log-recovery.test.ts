import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accepted, command, createTicketInput, newId, NOW, temporaryFolder, withStore } from '../fixtures.ts';
import { SqliteLog } from './log-store.ts';
import { openLog } from './open-log.ts';

const create = (change = {}) => command('ticket.create', createTicketInput(newId()), change);
const open = (folder: string, now = NOW) => {
  const opened = openLog(folder, now);
  return { log: new SqliteLog(opened, { makeRoom: () => false, warn: () => undefined }), repaired: opened.repaired };
};

test('a sound log that is older than its journal gets what it lacks, under a new incarnation; what had ended stays ended (I1, I2)', () => {
  const { folder, remove } = temporaryFolder();
  const { log } = open(folder);
  const kept = log.append(create(), []);
  log.number(kept.tenant, [kept.id]);
  const { incarnation } = log.identity();
  log.close();
  mkdirSync(join(folder, 'copy'));
  copyFileSync(join(folder, 'log.db'), join(folder, 'copy', 'log.db'));
  const later = open(folder).log;
  const [lost, parked, done, withdrawn] = [create(), create(), create(), create()];
  for (const one of [lost, parked, done, withdrawn]) later.append(one, []);
  later.park(parked.id, 'request.invalid');
  later.recordResults([accepted(done.id, 4)]);
  later.settle([done.id]);
  later.setState(withdrawn.id, 'withdrawn');
  later.close();
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `log.db${suffix}`), { force: true });
  copyFileSync(join(folder, 'copy', 'log.db'), join(folder, 'log.db'));

  const { log: again, repaired } = open(folder);
  expect(repaired).toMatchObject([{ code: 'log.salvaged', rescued: 2 }]);
  expect(again.open().map(({ id, state, number }) => [id, state, number])).toEqual([[kept.id, 'open', null], [lost.id, 'open', null], [parked.id, 'parked', null]]);
  expect(again.identity().incarnation).not.toBe(incarnation);
  again.close();
  const third = open(folder);
  expect(third.repaired).toEqual([]);
  third.log.close();
  remove();
});

test('I1: a clock that is years ahead does not cost what a restored cloud may ask for again', () => {
  const { folder, remove } = temporaryFolder();
  const { log } = open(folder);
  const { id } = log.append(create(), []);
  log.recordResults([accepted(id, 4)]);
  log.settle([id]);
  log.close();
  const later = open(folder, NOW + 5 * 365 * 24 * 3_600_000).log;
  expect(later.get(id)?.state).toBe('settled');
  later.close();
  remove();
});

test('every line of the journal is there when the log is closed, whatever the disk was still writing', () => {
  const { folder, remove } = temporaryFolder();
  const { log } = open(folder);
  const ids = Array.from({ length: 50 }, () => log.append(create(), []).id);
  log.close();
  const lines = readFileSync(join(folder, 'log.journal'), 'utf8');
  for (const id of ids) expect(lines).toContain(id);
  remove();
});

test('a draft whose command was saved before a crash is gone at the next start; what was typed since stays (TKT-14, R4)', async () => {
  const { folder, remove } = temporaryFolder();
  const draft = (id: string) => ({ id, kind: 'ticket.new', tenant: null, title: 'Bozza', content: {} });
  const [sent, typedSince, other] = [newId(), newId(), newId()];
  await withStore(async (store) => {
    for (const id of [sent, typedSince, other]) store.drafts.save(draft(id), NOW - 10);
    for (const id of [sent, typedSince]) store.log.append(create({ savedAt: NOW, draftId: id }), []);
    store.drafts.save(draft(typedSince), NOW + 10);
    // The process ends here, before it could remove the draft.
    return Promise.resolve();
  }, { folder });
  await withStore(async (store) => {
    expect(store.drafts.list(null).map(({ id }) => id).sort()).toEqual([typedSince, other].sort());
    return Promise.resolve();
  }, { folder });
  remove();
});
