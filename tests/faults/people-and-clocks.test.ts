import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { allSent, createTicket, lampIs, newId, numbered, replyInput, run, signIn, testOffice, tickets } from '#core/testing/test-office.ts';
import { createDeskProcess } from './desk-process.ts';

/* What a desk meets beside networks and disks: other people, a second program, a session that ends, clocks that jump. */

const office = testOffice();
const YEAR = 365 * 86_400_000;

test('I11: people change places with a full log, again and again, while answers are lost: every command went under its author’s own token, once', { timeout: 90_000 }, async () => {
  const core = await office.signedIn();
  const given: { title: string; person: string }[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const person = turn % 2 === 0 ? PEOPLE.mario : PEOPLE.luca;
    await signIn(core, person);
    office.proxy.setOnline(false);
    for (let count = 0; count < 12; count += 1) {
      const title = `Cambio ${turn} ${count}`;
      const ticketId = await newId(core);
      expect(await run(core, 'ticket.create', ticketInput(ticketId, title, person.email), { tenant: person.tenant })).toMatchObject({ state: 'saved' });
      given.push({ title, person: person.id });
    }
    // The next person signs in while this one's push is out, or its answer on its way.
    office.proxy.plan('/v1/sync/push', turn % 2 === 0 ? { kind: 'delay', ms: 200 } : { kind: 'drop-answer' }, 1);
    office.proxy.setOnline(true);
    void core.invoke('sync.now', {});
  }
  for (const person of [PEOPLE.mario, PEOPLE.luca]) {
    await signIn(core, person);
    await allSent(core);
    await lampIs(core, 'online');
  }
  const { rows } = await office.cloud.cloud.services.pools.owner.query<{ title: string; person: string }>(
    "select title, requester_id as person from app.ticket where title like 'Cambio %' and not deleted",
  );
  const line = (one: { title: string; person: string }) => `${one.title} ${one.person}`;
  expect(rows.map(line).sort()).toEqual(given.map(line).sort());
});

test('One core per profile: two programs started at once: one works, the other says so; killed, it leaves no lock', { timeout: 60_000 }, async () => {
  const root = await temporaryRoot();
  const desks = [createDeskProcess(root, office.proxy.url), createDeskProcess(root, office.proxy.url)];
  try {
    const core = await office.signedIn({ root });
    await core.stop();
    await Promise.all(desks.map((desk) => desk.start()));
    const said = await Promise.all(desks.map((desk) => desk.invoke('session.state', {}).then((state) => state.phase, (error: unknown) => String(error))));
    expect([...said].sort()).toEqual(['Error: store.locked', 'open']);
    const at = said.indexOf('open');
    await desks[at]?.kill();
    // Asked again by the person: the way is free.
    expect(await desks[1 - at]?.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true })).toMatchObject({ phase: 'open' });
  } finally {
    for (const desk of desks) await desk.kill();
    await rm(root, { recursive: true, force: true });
  }
});

test('I14: a clock that jumps by years, both ways, while commands wait: they go by themselves, in their order, with the cloud’s times', { timeout: 90_000 }, async () => {
  let by = 0;
  const core = await office.signedIn({ ports: { now: () => Date.now() + by } });
  const ids: string[] = [];
  for (const jump of [7 * YEAR, -9 * YEAR, 0, 40 * YEAR, -1 * YEAR]) {
    office.proxy.setOnline(false);
    await lampIs(core, 'offline');
    by = jump;
    const id = await createTicket(core, `Salto ${jump / YEAR}`);
    ids.push(id);
    expect(await run(core, 'ticket.reply', await replyInput(core, id, 'Subito dopo'))).toMatchObject({ state: 'saved' });
    // Back on the line without anybody's click: the wait was counted by a clock that is no longer there.
    office.proxy.setOnline(true);
    await numbered(core, id);
    await allSent(core);
    // The number comes with the push's answer, the cloud's own row with the next page.
    const told = async () => (await tickets(core)).find((one) => one.id === id)?.createdAt ?? 0;
    await core.until(async () => Math.abs((await told()) - Date.now()) < 120_000, 'the cloud’s time');
  }
  const giada = await office.signedIn({}, PEOPLE.giada);
  for (const id of ids) expect((await giada.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.messages).toMatchObject([{ plain: 'Subito dopo' }]);
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toEqual([]);
});

test('R7: 401 in the middle of a backlog: nothing goes on under the old sign-in, nothing is lost, and after the password it goes once', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  const titles = Array.from({ length: 10 }, (_, index) => `Sessione finita ${index}`);
  for (const title of titles) await createTicket(core, title);
  office.proxy.plan('/v1/sync/push', { kind: 'status', status: 401 }, 1);
  office.proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await core.until(async () => (await core.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 10 });
  await signIn(core);
  await allSent(core);
  await lampIs(core, 'online');
  const shown = (await tickets(core)).map((row) => row.title);
  for (const title of titles) expect(shown.filter((one) => one === title)).toHaveLength(1);
});

