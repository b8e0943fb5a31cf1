import { expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { allSent, createTicket, newId, replyInput, run, testOffice } from '../testing/test-office.ts';

const office = testOffice();

test('TKT-14: the draft that became a command is gone in the same step; a refused one stays', async () => {
  const core = await office.signedIn();
  const draft = { id: await newId(core), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'bozza', content: {} };
  await core.invoke('drafts.save', draft);
  const send = async (title: string) => run(core, 'ticket.create', ticketInput(await newId(core), title, PEOPLE.mario.email), { draftId: draft.id });
  expect(await send('')).toMatchObject({ state: 'refused', refusal: { code: 'ticket.title.required' } });
  expect(await core.invoke('drafts.list', { kind: 'ticket.*' })).toHaveLength(1);
  expect(await send('Da bozza')).toMatchObject({ state: 'saved' });
  expect(await core.invoke('drafts.list', { kind: null })).toEqual([]);
});

test('DET-06: closing too soon is asked about before anything is saved; accepted, the text goes and the ticket stays open', async () => {
  const core = await office.signedIn();
  const id = await createTicket(core, 'Chiudi subito');
  const input = { ...(await replyInput(core, id, 'Risolto')), close: true };
  expect(await run(core, 'ticket.reply', input)).toMatchObject({ state: 'remarks', remarks: [{ code: 'ticket.close.too_soon' }] });
  expect(await run(core, 'ticket.reply', input, { acceptRemarks: true })).toMatchObject({ state: 'saved', remarks: [{ code: 'ticket.close.too_soon' }] });
  const detail = await core.until(async () => {
    const found = await core.invoke('tickets.get', { tenant: TENANTS.rossi, id });
    return found?.messages.some((message) => message.sync === 'settled') ? found : undefined;
  });
  expect(detail.ticket.status).toBe('unassigned');
});

test('LST-02: a preference is the person’s own on every device', async () => {
  const core = await office.signedIn();
  expect(await core.invoke('preferences.get', { key: 'tickets.query' })).toBeNull();
  await core.invoke('preferences.set', { key: 'tickets.query', value: { sort: 'priority' } });
  expect(await core.invoke('preferences.get', { key: 'tickets.query' })).toEqual({ sort: 'priority' });
  await allSent(core);
  const elsewhere = await office.signedIn();
  await elsewhere.until(async () => (await elsewhere.invoke('preferences.get', { key: 'tickets.query' })) !== null);
  const giada = await office.signedIn({}, PEOPLE.giada);
  expect(await giada.invoke('preferences.get', { key: 'tickets.query' })).toBeNull();
});
