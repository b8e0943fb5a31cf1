import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId, NOW, temporaryFolder, TENANT } from '../fixtures.ts';
import { openDrafts } from './draft-store.ts';

const draft = (kind: string, change = {}) => ({ id: newId(), kind, tenant: TENANT, title: 'Bozza', content: { text: 'Non stam' }, ...change });

test('the newest write of a draft wins, and drafts are listed newest first by kind or its beginning (TKT-14)', () => {
  const { folder, remove } = temporaryFolder();
  const { drafts } = openDrafts(folder, NOW);
  const [ticket, reply, other] = [draft('ticket.new'), draft('ticket.reply:abc'), draft('ticket.reply_100%')];
  drafts.save(ticket, NOW);
  drafts.save(reply, NOW + 1);
  drafts.save(other, NOW + 2);
  drafts.save({ ...ticket, content: { text: 'Non stampa più' } }, NOW + 3);
  expect(drafts.list(null).map((one) => one.id)).toEqual([ticket.id, other.id, reply.id]);
  expect(drafts.list('ticket.reply:*').map((one) => one.id)).toEqual([reply.id]);
  expect(drafts.list('ticket.new')).toEqual([{ ...ticket, content: { text: 'Non stampa più' }, savedAt: NOW + 3 }]);
  expect(drafts.list('ticket')).toEqual([]);
  expect(drafts.list('*')).toHaveLength(3);
  drafts.remove(ticket.id);
  expect(drafts.get(ticket.id)).toBeUndefined();
  drafts.close();
  remove();
});

test('a drafts file that is no database goes aside and a new one is made (R6)', () => {
  const { folder, remove } = temporaryFolder();
  writeFileSync(join(folder, 'drafts.db'), 'rubbish'.repeat(3000));
  const { drafts, repaired } = openDrafts(folder, NOW);
  expect(repaired).toMatchObject([{ code: 'drafts.rebuilt', rescued: 0 }]);
  drafts.save(draft('ticket.new'), NOW);
  drafts.close();
  remove();
});

test('of a damaged drafts file what can be read is kept', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'drafts.db');
  const { drafts } = openDrafts(folder, NOW);
  for (let index = 0; index < 60; index += 1) drafts.save(draft('ticket.new', { content: 'x'.repeat(900) }), NOW + index);
  drafts.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, Math.floor(statSync(file).size / 8192) * 4096);
  closeSync(handle);
  const again = openDrafts(folder, NOW);
  expect(again.repaired[0]?.rescued).toBeGreaterThan(20);
  expect(again.drafts.list(null)).toHaveLength(again.repaired[0]?.rescued ?? 0);
  again.drafts.close();
  remove();
});
