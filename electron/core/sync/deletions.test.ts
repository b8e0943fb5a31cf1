import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { allSent, createTicket, lampIs, testOffice, tickets } from '../testing/test-office.ts';

const office = testOffice();

test('a cloud that deletes most of a company asks the person first; until the yes the rows stay and what they write still goes', async () => {
  const { admin, services } = office.cloud.cloud;
  const ids = Array.from({ length: 80 }, () => v7());
  const titles = (list: readonly { readonly title: string }[]) => list.filter(({ title }) => title.startsWith('Numerosa')).length;
  await admin.runAs(TENANTS.rossi, PEOPLE.mario.id, ids.map((id) => ({ name: 'ticket.create', input: ticketInput(id, `Numerosa ${id}`, PEOPLE.mario.email), now: Date.now() - 1000 })));
  const core = await office.signedIn();
  expect(titles(await tickets(core))).toBe(80);
  // No command deletes tickets, so they die as one would: with a number of the feed, at once.
  await services.pools.owner.query(
    `with taken as (update app.feed set seq = seq + 1, mark = 'deleted' where tenant_id = $1 returning seq),
          marked as (insert into app.feed_mark (tenant_id, seq, mark, at) select $1, seq, 'deleted', 0 from taken)
     update app.ticket t set deleted = true, seq = taken.seq from taken where t.tenant_id = $1 and t.id = any($2::uuid[])`,
    [TENANTS.rossi, ids],
  );
  await createTicket(core, 'Scritta intanto');
  await lampIs(core, 'needs_you');
  const view = await core.invoke('sync.state', {});
  expect(view.deletions).toMatchObject([{ tenant: TENANTS.rossi, tenantName: 'ROSSI SRL', rows: 80, postponed: false }]);
  await allSent(core);
  expect(titles(await tickets(core))).toBe(80);

  expect((await core.invoke('sync.answerDeletions', { tenant: TENANTS.rossi, accept: false })).deletions).toMatchObject([{ postponed: true }]);
  await core.invoke('sync.now', {});
  await createTicket(core, 'Ancora una');
  await allSent(core);
  expect(titles(await tickets(core))).toBe(80);

  await core.invoke('sync.answerDeletions', { tenant: TENANTS.rossi, accept: true });
  await core.until(async () => titles(await tickets(core)) === 0, 'the rows gone');
  await lampIs(core, 'online');
  expect((await core.invoke('sync.state', {})).deletions).toEqual([]);
});
