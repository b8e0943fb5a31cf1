import { expect, test } from 'vitest';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { UNDO_SEND } from '#shared/rpc/contract.ts';
import { allSent, createTicket, lampIs, newId, numbered, run, testOffice, tickets } from '../testing/test-office.ts';
import type { TestCore } from '../testing/test-core.ts';

const office = testOffice();

/** An operator's desk that knows these requests of a customer's, with a clock that the test moves. */
async function operatorWith(titles: readonly string[]): Promise<{ core: TestCore; ids: readonly Id[]; pass: (ms: number) => void }> {
  const mario = await office.signedIn();
  const ids: Id[] = [];
  for (const title of titles) ids.push(await createTicket(mario, title));
  for (const id of ids) await numbered(mario, id);
  let shift = 0;
  const core = await office.signedIn({ ports: { now: () => Date.now() + shift } }, PEOPLE.nicolo);
  for (const id of ids) await numbered(core, id);
  return { core, ids, pass: (ms) => void (shift += ms) };
}
async function takeAll(core: TestCore, ids: readonly Id[], batch: Id, undoable: boolean): Promise<readonly string[]> {
  const states: string[] = [];
  for (const ticketId of ids) states.push((await run(core, 'ticket.take', { ticketId, eventId: await newId(core) }, { undoable, batch })).state);
  return states;
}
const entries = async (core: TestCore, batch: Id) => (await core.invoke('outbox.list', { includeDelivered: true })).filter((entry) => entry.batch === batch);
const statuses = async (core: TestCore, ids: readonly Id[]) => {
  const rows = await tickets(core);
  return ids.map((id) => rows.find((row) => row.id === id)?.status);
};

test('LST-07: what was done to several requests is one batch, and within the ten seconds all of it is taken back', async () => {
  const { core, ids, pass } = await operatorWith(['Prima', 'Seconda', 'Terza']);
  const batch = await newId(core);
  expect(await takeAll(core, ids, batch, true)).toEqual(['saved', 'saved', 'saved']);
  expect(await statuses(core, ids)).toEqual(['in_progress', 'in_progress', 'in_progress']);
  // The rest of the moment has not passed for any of them.
  pass(UNDO_SEND - 5_000);
  await core.invoke('sync.now', {});
  expect((await entries(core, batch)).map((entry) => entry.state)).toEqual(['held', 'held', 'held']);
  expect(await core.invoke('outbox.withdrawBatch', { batch })).toEqual({ withdrawn: 3, late: 0 });
  expect(await statuses(core, ids)).toEqual(['unassigned', 'unassigned', 'unassigned']);
  // What is back is back for good: nothing goes once the moment is over.
  pass(UNDO_SEND);
  await core.invoke('sync.now', {});
  expect((await entries(core, batch)).map((entry) => entry.state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  expect(await core.invoke('outbox.withdrawBatch', { batch })).toEqual({ withdrawn: 0, late: 0 });
});

test('LST-07: the ten seconds of a long batch are counted from its last, and then all of it goes', async () => {
  const { core, ids, pass } = await operatorWith(['Lunga prima', 'Lunga seconda']);
  const batch = await newId(core);
  for (const id of ids) {
    await takeAll(core, [id], batch, true);
    pass(UNDO_SEND - 1_000);
  }
  await core.invoke('sync.now', {});
  expect((await entries(core, batch)).map((entry) => entry.state)).toEqual(['held', 'held']);
  pass(1_000);
  await core.invoke('sync.now', {});
  await core.until(async () => (await entries(core, batch)).every((entry) => entry.state === 'delivered'), 'both delivered');
});

test('LST-07: without a network a batch waits and is taken back as one; what was refused for one is no part of it', async () => {
  const { core, ids } = await operatorWith(['Quarta', 'Quinta', 'Sesta']);
  const [first = '', ...others] = ids;
  expect(await takeAll(core, [first], await newId(core), false)).toEqual(['saved']);
  await allSent(core);
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  const batch = await newId(core);
  expect(await takeAll(core, ids, batch, false)).toEqual(['refused', 'saved', 'saved']);
  expect((await entries(core, batch)).map((entry) => entry.state)).toEqual(['saved', 'saved']);
  expect(await core.invoke('outbox.withdrawBatch', { batch })).toEqual({ withdrawn: 2, late: 0 });
  expect(await statuses(core, ids)).toEqual(['in_progress', ...others.map(() => 'unassigned')]);
});

test('OFF-03: what a colleague had done meanwhile is refused for that request alone, with its reason; the others arrive', async () => {
  const { core, ids } = await operatorWith(['Settima', 'Ottava']);
  const [first = '', second = ''] = ids;
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  // The colleague's line is not the one that is cut.
  const veronica = await office.signedIn({ cloudUrl: office.cloud.url }, PEOPLE.veronica);
  await numbered(veronica, first);
  await takeAll(veronica, [first], await newId(veronica), false);
  await allSent(veronica);
  const batch = await newId(core);
  expect(await takeAll(core, ids, batch, false)).toEqual(['saved', 'saved']);
  office.proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await core.until(async () => (await entries(core, batch)).every((entry) => entry.state === 'delivered' || entry.state === 'needs_you'), 'both answered');
  const answered = await entries(core, batch);
  expect(answered.find((entry) => entry.target?.id === first)).toMatchObject({ state: 'needs_you', outcome: { refusal: { code: 'ticket.take.taken', facts: { name: PEOPLE.veronica.name } } } });
  expect(answered.find((entry) => entry.target?.id === second)).toMatchObject({ state: 'delivered' });
  // What has gone stays, and it is said.
  expect(await core.invoke('outbox.withdrawBatch', { batch })).toEqual({ withdrawn: 0, late: 1 });
});
