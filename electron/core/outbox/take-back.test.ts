import { expect, test } from 'vitest';
import { createTicket, lampIs, replyInput, run, testOffice, tickets } from '../testing/test-office.ts';

const office = testOffice();

test('OFF-02: what has not left can be withdrawn with all that stands on it; the words are drafts again', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  const id = await createTicket(core, 'Da ritirare');
  expect(await run(core, 'ticket.reply', await replyInput(core, id, 'E anche questo'))).toMatchObject({ state: 'saved' });
  const create = (await core.invoke('outbox.list', { includeDelivered: false })).find((entry) => entry.name === 'ticket.create');
  const { draftId } = await core.invoke('outbox.withdraw', { commandId: create?.commandId ?? '' });
  expect(await core.invoke('drafts.get', { id: draftId ?? '' })).toMatchObject({ kind: 'ticket.new', title: 'Da ritirare', content: { ticketId: id, title: 'Da ritirare' } });
  expect(await core.invoke('drafts.list', { kind: `ticket.reply:${id}` })).toHaveLength(1);
  expect((await tickets(core)).map((row) => row.id)).not.toContain(id);
  expect(await core.invoke('sync.state', {})).toMatchObject({ waiting: 0 });
  office.proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await lampIs(core, 'online');
  expect((await tickets(core)).map((row) => row.title)).not.toContain('Da ritirare');
});
