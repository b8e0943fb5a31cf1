import { expect, test } from 'vitest';
import { newId, testOffice } from '../testing/test-office.ts';

const office = testOffice();

test('R7, TKT-14: two windows on one request type into one draft: both texts stay, each window goes on under its own', async () => {
  const core = await office.signedIn();
  const id = await newId(core);
  const kind = `ticket.reply:${await newId(core)}`;
  const save = (draft: string, words: string, seen: number | null | undefined) => core.invoke('drafts.save', { id: draft, kind, tenant: null, title: words, content: { words }, ...(seen === undefined ? {} : { seen }) });
  const words = async () => (await core.invoke('drafts.list', { kind })).map(({ title }) => title).sort();
  const first = await save(id, 'Dalla prima', null);
  expect(first.id).toBe(id);
  // The second opened before the first had typed on, and the first has since.
  const opened = first.savedAt;
  const more = await save(id, 'Dalla prima, e ancora', opened);
  expect(more).toMatchObject({ id });
  const second = await save(id, 'Dalla seconda', opened);
  expect(second.id).not.toBe(id);
  expect(await words()).toEqual(['Dalla prima, e ancora', 'Dalla seconda']);
  // From now on they do not meet.
  await save(second.id, 'Dalla seconda, poi', second.savedAt);
  await save(id, 'Dalla prima, fine', more.savedAt);
  expect(await words()).toEqual(['Dalla prima, fine', 'Dalla seconda, poi']);
  // A window that empties what it knew does not take away what it never saw; a plain save is as before.
  await core.invoke('drafts.remove', { id, seen: opened });
  expect(await words()).toHaveLength(2);
  await save(id, 'Senza memoria', undefined);
  expect(await words()).toContain('Senza memoria');
  await core.invoke('drafts.remove', { id });
  expect(await words()).toEqual(['Dalla seconda, poi']);
});
