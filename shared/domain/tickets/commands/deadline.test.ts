import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorking, dayLength, DEFAULT_CALENDAR, workingBetween } from '../../sla/calendar.ts';
import { internalNote, message, ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { standingOf } from '../service-level.ts';
import type { Priority } from '../values.ts';
import { ctxOf, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId, VERONICA } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const HOUR = 3_600_000;
const due = (days: number, from = NOON) => addWorking(DEFAULT_CALENDAR, from, days * dayLength(DEFAULT_CALENDAR));

function worldWith(priority: Priority = 'normal') {
  const world = rossiWorld();
  world.run('ticket.create', { ...createInput(), priority, blocking: priority === 'blocking' ? { workStopped: true, cannotWait: true, reason: 'x' } : null }, ctxOf(MARIO, NOON));
  return world;
}
const stand = (world: ReturnType<typeof rossiWorld>) => {
  const row = world.row(tenant, ticket, TICKET_ID);
  if (row === undefined) throw new Error('no ticket');
  return row;
};
const breach = (dueAt: number | null, to: string[] = []) => ({ ticketId: TICKET_ID, noteId: testId(900), dueAt, to });

test.each([['blocking', 1], ['high', 3], ['normal', 5], ['low', 7]] as const)('SLA-01: %s promises %i working days from creation', (priority, days) => {
  expect(stand(worldWith(priority))).toMatchObject({ plannedDays: days, dueAt: due(days), pausedAt: null, pausedFor: 0, breachedAt: null });
});

test('SLA-01: a changed priority counts anew from creation, by Conferma and by a reply', () => {
  const world = worldWith();
  world.run('ticket.update', { ticketId: TICKET_ID, priority: 'high', contactId: null }, ctxOf(MARIO, NOON + 30 * HOUR));
  expect(stand(world)).toMatchObject({ plannedDays: 3, dueAt: due(3) });
  world.run('ticket.reply', { ...replyInput(), priority: 'low' }, ctxOf(MARIO, NOON + 40 * HOUR));
  expect(stand(world)).toMatchObject({ plannedDays: 7, dueAt: due(7) });
  world.run('ticket.update', { ticketId: TICKET_ID, priority: null, contactId: MARIO.personId }, ctxOf(MARIO, NOON + 50 * HOUR));
  expect(stand(world).dueAt).toBe(due(7));
});

test('SLA-02: a request for integration pauses, the answer goes on with what was left', () => {
  const world = worldWith();
  world.run('ticket.take', { ticketId: TICKET_ID, eventId: testId(1) }, ctxOf(NICOLO, NOON + HOUR));
  world.run('ticket.reply', { ...replyInput(), ask: true }, ctxOf(NICOLO, NOON + 2 * HOUR));
  expect(stand(world)).toMatchObject({ pausedAt: NOON + 2 * HOUR, dueAt: due(5) });
  expect(standingOf(stand(world), NOON + 900 * HOUR)).toBe('paused');
  const back = NOON + 75 * HOUR;
  world.run('ticket.reply', replyInput(2), ctxOf(MARIO, back));
  const stood = workingBetween(DEFAULT_CALENDAR, NOON + 2 * HOUR, back);
  expect(stood).toBeGreaterThan(0);
  expect(stand(world)).toMatchObject({ pausedAt: null, pausedFor: stood, dueAt: addWorking(DEFAULT_CALENDAR, due(5), stood) });
});

test('SLA-02: by hand the same; handing to development does not stop the clock', () => {
  const world = worldWith();
  world.run('ticket.take', { ticketId: TICKET_ID, eventId: testId(1) }, ctxOf(NICOLO, NOON));
  const move = (status: string, at: number) => world.run('ticket.set_status', { ticketId: TICKET_ID, eventId: testId(10 + at), status }, ctxOf(NICOLO, NOON + at * HOUR));
  move('in_development', 1);
  expect(stand(world).pausedAt).toBeNull();
  move('waiting_for_customer', 2);
  expect(stand(world).pausedAt).toBe(NOON + 2 * HOUR);
  move('in_development', 26);
  expect(stand(world)).toMatchObject({ pausedAt: null, pausedFor: 8 * HOUR, dueAt: due(6) });
});

test('SLA-02: time between closing and reopening is nobody\'s, and a late closing is a broken promise', () => {
  const world = worldWith('high');
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + 24 * HOUR));
  expect(standingOf(stand(world), NOON + 999 * HOUR)).toBe('kept');
  world.run('ticket.reply', { ...replyInput(2), reopen: true }, ctxOf(MARIO, NOON + 48 * HOUR));
  expect(stand(world)).toMatchObject({ pausedFor: 8 * HOUR, dueAt: due(4) });
  world.run('ticket.reply', { ...replyInput(3), close: true }, ctxOf(MARIO, due(4) + 1));
  expect(stand(world).breachedAt).toBe(due(4));
  expect(standingOf(stand(world), NOON + 999 * HOUR)).toBe('broken');
});

test('SLA-02: whatever is done and in which order, the due date is creation, the days promised and the time paused', () => {
  const step = fc.record({ what: fc.constantFrom('ask', 'answer', 'develop', 'close', 'reopen', 'low', 'high'), after: fc.integer({ min: 0, max: 60 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
    const world = worldWith();
    world.run('ticket.take', { ticketId: TICKET_ID, eventId: testId(1) }, ctxOf(NICOLO, NOON));
    let at = NOON;
    for (const [index, { what, after }] of steps.entries()) {
      at += after * HOUR;
      const input = replyInput(10 + index);
      if (what === 'ask') world.run('ticket.reply', { ...input, ask: true }, ctxOf(NICOLO, at));
      else if (what === 'develop') world.run('ticket.set_status', { ticketId: TICKET_ID, eventId: testId(500 + index), status: 'in_development' }, ctxOf(NICOLO, at));
      else if (what === 'low' || what === 'high') world.run('ticket.update', { ticketId: TICKET_ID, priority: what, contactId: null }, ctxOf(MARIO, at));
      else world.run('ticket.reply', { ...input, close: what === 'close', reopen: what === 'reopen' }, ctxOf(MARIO, at));
      const row = stand(world);
      expect(row.dueAt).toBe(addWorking(DEFAULT_CALENDAR, row.createdAt, (row.plannedDays ?? 0) * dayLength(DEFAULT_CALENDAR) + (row.pausedFor ?? 0)));
      expect(row.pausedAt !== null).toBe(row.status === 'waiting_for_customer' || row.status === 'closed');
    }
  }), { numRuns: 60 });
});

test('SLA-01, SLA-02: a promise runs, is due within a day, is late; paused it stands where it was paused', () => {
  const row = { ...stand(worldWith()), dueAt: NOON };
  expect([NOON - 24 * HOUR - 1, NOON - 24 * HOUR, NOON - 1, NOON].map((now) => standingOf(row, now))).toEqual(['running', 'soon', 'soon', 'overdue']);
  expect([NOON, NOON + 1].map((pausedAt) => standingOf({ ...row, pausedAt }, NOON + HOUR))).toEqual(['paused', 'paused_late']);
});

test('SLA-02: a row of an older program is given its promise by the next change', () => {
  const world = worldWith();
  world.put(tenant, ticket, { ...stand(world), plannedDays: null, dueAt: null, pausedAt: null, pausedFor: null, breachedAt: null });
  expect(standingOf(stand(world), NOON)).toBeUndefined();
  world.run('ticket.update', { ticketId: TICKET_ID, priority: 'high', contactId: null }, ctxOf(MARIO, NOON + HOUR));
  expect(stand(world)).toMatchObject({ plannedDays: 3, dueAt: due(3), pausedFor: 0 });
});

test('SLA-02: a breach is told to the vendor alone, once, and by mail to who works on it', () => {
  const world = worldWith();
  const at = due(5) + 1;
  const first = world.run('ticket.breach', breach(due(5), [NICOLO.email]), ctxOf(SYSTEM, at));
  expect(first).toMatchObject({ notices: [{ template: 'ticket-overdue', to: [NICOLO.email], facts: { title: createInput().title, due: '2022-05-24 15:27' } }] });
  expect(stand(world).breachedAt).toBe(due(5));
  expect(world.rows(tenant, internalNote)).toMatchObject([{ event: { code: 'overdue' }, ticketId: TICKET_ID, at }]);
  expect(world.rows(tenant, message)).toEqual([]);
  expect(world.run('ticket.breach', { ...breach(due(5)), noteId: testId(901) }, ctxOf(SYSTEM, at + HOUR))).toMatchObject({ changes: [] });
});

test('SLA-02: nothing is breached before its time, while paused, when closed, or by another due date', () => {
  const none = (world: ReturnType<typeof rossiWorld>, dueAt: number, at: number) =>
    expect(world.run('ticket.breach', breach(dueAt), ctxOf(SYSTEM, at))).toMatchObject({ changes: [], notices: [] });
  none(worldWith(), due(5), due(5));
  none(worldWith(), due(4), due(9));
  const asked = worldWith();
  asked.run('ticket.take', { ticketId: TICKET_ID, eventId: testId(1) }, ctxOf(NICOLO, NOON));
  asked.run('ticket.reply', { ...replyInput(), ask: true }, ctxOf(NICOLO, NOON + HOUR));
  none(asked, due(5), due(9));
  const closed = worldWith();
  closed.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + HOUR));
  none(closed, due(5), due(9));
  expect(asked.run('ticket.breach', breach(due(5)), ctxOf(VERONICA, due(9)))).toMatchObject({ refusal: { code: 'right.missing' } });
});

test('SLA-02: a breach that was told goes when a lower priority gives more time', () => {
  const world = worldWith('high');
  world.run('ticket.breach', breach(due(3)), ctxOf(SYSTEM, due(3) + 1));
  world.run('ticket.update', { ticketId: TICKET_ID, priority: 'low', contactId: null }, ctxOf(MARIO, due(3) + 2));
  expect(stand(world)).toMatchObject({ breachedAt: null, dueAt: due(7) });
});

test('SLA-01: a new calendar counts what is open anew, and leaves what is closed', () => {
  const world = worldWith();
  const calendar = { ...DEFAULT_CALENDAR, days: { ...DEFAULT_CALENDAR.days, normal: 2 } };
  world.run('service_calendar.publish', { calendar }, ctxOf(SYSTEM, NOON + 1));
  world.run('ticket.recount', { ticketId: TICKET_ID }, ctxOf(SYSTEM, NOON + 2));
  expect(stand(world)).toMatchObject({ plannedDays: 2, dueAt: due(2) });
  expect(world.run('ticket.recount', { ticketId: TICKET_ID }, ctxOf(SYSTEM, NOON + 3))).toMatchObject({ changes: [] });
});

test('SLA-01, SLA-02: a new calendar leaves the time that a request stood paused, and what is closed', () => {
  const calendar = { ...DEFAULT_CALENDAR, days: { ...DEFAULT_CALENDAR.days, normal: 2 } };
  const paused = worldWith();
  paused.put(tenant, ticket, { ...stand(paused), pausedFor: 3 * HOUR });
  const closed = worldWith();
  closed.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + HOUR));
  for (const world of [paused, closed]) {
    world.run('service_calendar.publish', { calendar }, ctxOf(SYSTEM, NOON + HOUR + 1));
    world.run('ticket.recount', { ticketId: TICKET_ID }, ctxOf(SYSTEM, NOON + HOUR + 2));
  }
  expect(stand(paused)).toMatchObject({ plannedDays: 2, pausedFor: 3 * HOUR, dueAt: addWorking(DEFAULT_CALENDAR, due(2), 3 * HOUR) });
  expect(stand(closed)).toMatchObject({ plannedDays: 5, dueAt: due(5) });
});
