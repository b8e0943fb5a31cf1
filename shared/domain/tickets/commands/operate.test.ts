import { expect, test } from 'vitest';
import { richTextOf } from '../../kernel/rich-text.ts';
import { agent } from '../../org/entities.ts';
import { internalNote, message, ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { mayMove } from '../rules.ts';
import { statusSchema, type Status } from '../values.ts';
import { ctxOf, MARIO, NICOLO, NOON, rossiWorld, testId, VERONICA } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const on = (change: object = {}) => ({ ticketId: TICKET_ID, eventId: testId(300), ...change });
function worldWith(status: Status = 'unassigned') {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  const row = world.row(tenant, ticket, TICKET_ID);
  if (row !== undefined && status !== 'unassigned') {
    world.put(tenant, ticket, { ...row, status, operatorId: NICOLO.personId, operatorName: NICOLO.name, closedAt: status === 'closed' ? NOON : null });
  }
  return world;
}
const stand = (world: ReturnType<typeof worldWith>) => world.row(tenant, ticket, TICKET_ID);

test('LST-09: taking makes Non assegnato In attesa, with the taker as operator, and the chat says so', () => {
  const world = worldWith();
  expect(world.run('ticket.take', on(), ctxOf(NICOLO, NOON + 5)).kind).toBe('changes');
  expect(stand(world)).toMatchObject({ status: 'in_progress', operatorId: NICOLO.personId, operatorName: 'NICOLÒ RUGGERI', updatedAt: NOON + 5, lastReplyAt: NOON });
  expect(world.rows(tenant, message)).toMatchObject([{ event: { code: 'taken', facts: { name: 'NICOLÒ RUGGERI' } }, authorSide: 'vendor', body: null }]);
});

test('LST-09: who comes second is told who was first', () => {
  const world = worldWith();
  world.run('ticket.take', on(), ctxOf(NICOLO, NOON));
  expect(world.run('ticket.take', on({ eventId: testId(301) }), ctxOf(VERONICA, NOON + 1))).toMatchObject({ refusal: { code: 'ticket.take.taken', why: 'state', facts: { name: 'NICOLÒ RUGGERI' } } });
  expect(stand(world)?.operatorId).toBe(NICOLO.personId);
  expect(worldWith('closed').run('ticket.take', on(), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.update.closed' } });
  expect(world.run('ticket.take', on({ ticketId: testId(9) }), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown' } });
});

test('DET-10: assigning gives the ticket to a colleague who serves this customer and keeps its status', () => {
  for (const status of statusSchema.options) {
    const world = worldWith(status);
    const decision = world.run('ticket.assign', on({ operatorId: VERONICA.personId }), ctxOf(NICOLO, NOON + 5));
    if (status === 'closed') {
      expect(decision).toMatchObject({ refusal: { code: 'ticket.update.closed' } });
      continue;
    }
    expect(stand(world)).toMatchObject({ operatorId: VERONICA.personId, operatorName: 'VERONICA CONTI', status: status === 'unassigned' ? 'in_progress' : status });
    expect(world.rows(tenant, message)).toMatchObject([{ event: { code: 'assigned', facts: { name: 'VERONICA CONTI' } } }]);
  }
});

test('DET-10: not to the same operator again, not to a stranger, not to one who has left', () => {
  const world = worldWith('in_progress');
  expect(world.run('ticket.assign', on({ operatorId: NICOLO.personId }), ctxOf(VERONICA, NOON))).toMatchObject({ refusal: { code: 'ticket.assign.same', facts: { name: 'NICOLÒ RUGGERI' } } });
  expect(world.run('ticket.assign', on({ operatorId: MARIO.personId }), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.assign.unknown' } });
  world.put(tenant, agent, { id: VERONICA.personId, rev: 2, name: VERONICA.name, active: false });
  expect(world.run('ticket.assign', on({ operatorId: VERONICA.personId }), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.assign.unknown' } });
  expect(world.run('ticket.assign', on({ operatorId: NICOLO.personId, ticketId: testId(9) }), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown' } });
});

test('LST-09: the status goes where it may, and every other step is refused', () => {
  for (const from of statusSchema.options) {
    for (const to of statusSchema.options) {
      const world = worldWith(from);
      const decision = world.run('ticket.set_status', on({ status: to }), ctxOf(NICOLO, NOON + 5));
      if (mayMove(from, to)) {
        expect(stand(world)).toMatchObject({ status: to, operatorId: NICOLO.personId, updatedAt: NOON + 5 });
        expect(world.rows(tenant, message)).toMatchObject([{ event: { code: to, facts: {} } }]);
      } else {
        expect(decision).toMatchObject({ refusal: { code: 'ticket.status.not_allowed', why: 'state', facts: { from, to } } });
        expect(stand(world)?.status).toBe(from);
      }
    }
  }
});

test('DET-10: an internal note stands beside the ticket, open or closed, and changes nothing of it', () => {
  const world = worldWith('closed');
  const before = stand(world);
  const note = { ticketId: TICKET_ID, noteId: testId(400), body: richTextOf('Sentito lo sviluppo: corretto nella 23.1') };
  expect(world.run('ticket.note', note, ctxOf(NICOLO, NOON + 5))).toMatchObject({ kind: 'changes', notices: [] });
  expect(world.rows(tenant, internalNote)).toMatchObject([{ authorName: 'NICOLÒ RUGGERI', plain: 'Sentito lo sviluppo: corretto nella 23.1', at: NOON + 5 }]);
  expect(stand(world)).toEqual(before);
  expect(world.run('ticket.note', { ...note, noteId: testId(401), body: richTextOf('  ') }, ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.note.empty' } });
  const pictured = { type: 'doc', content: [...note.body.content, { type: 'picture', attrs: { attachmentId: testId(402) } }] };
  expect(world.run('ticket.note', { ...note, noteId: testId(401), body: pictured }, ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.picture.not_attached' } });
  expect(world.run('ticket.note', { ...note, ticketId: testId(9) }, ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown' } });
});

test('LST-09: reopening gives In attesa, or Non assegnato where nobody had taken it', () => {
  for (const operator of [true, false]) {
    const world = worldWith(operator ? 'in_progress' : 'unassigned');
    world.run('ticket.reply', { ...replyInput(1), close: true }, ctxOf(MARIO, NOON + 600_000));
    world.run('ticket.reply', { ...replyInput(2), reopen: true }, ctxOf(MARIO, NOON + 700_000));
    expect(stand(world)).toMatchObject({ status: operator ? 'in_progress' : 'unassigned', closedAt: null });
  }
});
