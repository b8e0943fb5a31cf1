import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, createTicketInput, newId, NOW, TENANT, temporaryFolder, withStore } from '../fixtures.ts';
import { HashedFiles } from './file-store.ts';

const DAY = 24 * 3_600_000;

test('I12: a copy is collected only when no upload and no draft names it and nobody used it for thirty days', async () => {
  const { folder, remove } = temporaryFolder();
  const files = new HashedFiles(join(folder, 'files'));
  const keep = async (text: string, age = 40 * DAY) => {
    const { sha256 } = await files.keep(new TextEncoder().encode(text));
    utimesSync(files.pathOf(sha256), new Date(NOW - age), new Date(NOW - age));
    return sha256;
  };
  const [waiting, drafted, used, forgotten] = [await keep('in uscita'), await keep('in bozza'), await keep('aperto ieri', DAY), await keep('di nessuno')];
  const opened = await keep('aperto adesso');
  const half = `${files.pathOf(forgotten)}.new`;
  writeFileSync(half, 'a metà');
  utimesSync(half, new Date(NOW - 40 * DAY), new Date(NOW - 40 * DAY));
  await withStore(async (store) => {
    const saved = command('ticket.create', createTicketInput(newId()));
    store.log.append(saved, [{ attachmentId: newId(), commandId: saved.id, tenant: TENANT, sha256: waiting, name: 'a.txt', mime: 'text/plain', size: 9 }]);
    store.drafts.save({ id: newId(), kind: 'ticket.new', tenant: TENANT, title: '', content: { files: [{ sha256: drafted }] } }, NOW);
    expect(await files.whole(opened)).toBe(true);
  }, { folder, now: () => NOW - 20 * DAY });
  await withStore(async () => undefined, { folder });
  const left = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name);
  expect(left.sort()).toEqual([waiting, drafted, used, opened].sort());
  remove();
});
