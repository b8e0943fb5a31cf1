import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { PASSWORD, PEOPLE, TICKETS } from '#cloud/testing/small-data.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { cloudKey } from '../cloud-key.ts';
import type { TestCore } from '../testing/test-core.ts';
import { allSent, createTicket, lampIs, numbered, replyInput, run, testOffice, tickets } from '../testing/test-office.ts';

const office = testOffice();
const reports = async (core: TestCore) => (await core.invoke('app.log', { limit: 500 })).filter(({ text }) => text.startsWith('sync.mismatch'));
/** Starts the desk again and waits until it has compared itself with the cloud. */
async function compared(root: string, person: { readonly email: string; readonly id: string }, offline?: (core: TestCore) => Promise<unknown>): Promise<TestCore> {
  if (offline) office.proxy.setOnline(false);
  const asked = () => office.proxy.forwarded.filter(({ path }) => path === ROUTES.check).length;
  const before = asked();
  const core = await office.start({ root });
  if (offline) {
    await offline(core);
    office.proxy.setOnline(true);
  }
  await core.invoke('session.signIn', { email: person.email, password: PASSWORD, remember: true });
  await core.until(() => asked() > before, 'the comparison');
  await lampIs(core, 'online');
  return core;
}

test('R3: what a desk and the cloud have adds up alike: tickets, people, personal rows, and with commands that wait', async () => {
  const first = await office.signedIn();
  const id = await createTicket(first, 'Si confronta');
  await numbered(first, id);
  await run(first, 'ticket.reply', await replyInput(first, id, 'Con un messaggio'));
  await first.invoke('preferences.set', { key: 'tickets.query', value: { sort: 'priority' } });
  await allSent(first);
  await first.stop();
  const again = await compared(first.root, PEOPLE.mario, async (core) => {
    await run(core, 'ticket.update', { ticketId: TICKETS.rossi, priority: 'low', contactId: null });
    await createTicket(core, 'Ancora in attesa');
  });
  await allSent(again);
  expect(await reports(again)).toEqual([]);
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  await nicolo.stop();
  expect(await reports(await compared(nicolo.root, PEOPLE.nicolo))).toEqual([]);
});

const damages = {
  'a row is missing': `DELETE FROM ticket WHERE id = '${TICKETS.rossi}'`,
  'a row is older than the cursor says': `UPDATE ticket SET title = 'vecchio', rev = rev - 1 WHERE id = '${TICKETS.rossi}'`,
  'a row is one too many': `INSERT INTO ticket (feed, id, seq, rev, title, field_rev) SELECT feed, '0193b2c0-0030-7000-8000-0000000000ff', 1, 1, 'fantasma', '{}' FROM ticket LIMIT 1`,
};
for (const [what, sql] of Object.entries(damages)) {
  test(`R3: ${what}: the comparison finds it, that feed is loaded again, and the log says so`, async () => {
    const first = await office.signedIn();
    const good = (await tickets(first)).map(({ id, title, priority }) => ({ id, title, priority }));
    await first.stop();
    const database = new BetterSqlite(join(first.root, cloudKey(office.proxy.url), PEOPLE.mario.id, 'cache.db'));
    database.exec(sql);
    database.close();
    const again = await compared(first.root, PEOPLE.mario);
    await again.until(async () => (await reports(again)).length === 1, 'the report');
    expect((await reports(again))[0]).toMatchObject({ level: 'warn', text: expect.stringContaining('ticket') });
    const shown = async () => JSON.stringify((await tickets(again)).map(({ id, title, priority }) => ({ id, title, priority })));
    await again.until(async () => (await shown()) === JSON.stringify(good), 'the rows as they were');
  });
}
