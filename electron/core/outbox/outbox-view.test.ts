import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { LoggedCommand } from '../store/store.ts';
import { outboxEntry } from './outbox-view.ts';

const [ticketId, tenant] = [uuidv7(), uuidv7()];
const facts = { holds: () => null, tenantName: () => 'ROSSI SRL', effects: new Map(), titles: new Map([[ticketId, 'Stampa bloccata']]), uploads: [], inFlight: new Set<string>(), uploadSent: () => undefined };

function settled(name: string, input: object): LoggedCommand {
  return {
    place: 1, id: uuidv7(), tenant, name, body: JSON.stringify({ name, schema: 1, input, bases: {} }), actor: { personId: uuidv7(), name: '', email: '', side: 'vendor', roles: [] },
    heldUntil: null, toConfirm: false, savedAt: 0, number: 1, incarnation: null, result: null, state: 'settled', because: null, reason: null, batch: null,
  };
}

test('OFF-02: what was delivered goes on saying which request it was about, also where nothing was written', () => {
  expect(outboxEntry(settled('ticket.take', { ticketId, eventId: uuidv7() }), facts)).toMatchObject({ state: 'delivered', title: 'Stampa bloccata', target: { entity: 'ticket', id: ticketId } });
  expect(outboxEntry(settled('ticket.take', { ticketId: uuidv7(), eventId: uuidv7() }), facts).title).toBe('');
});

test('OFF-02: a line is named by its own title, an answer by its request’s and how it begins, and a long one is cut with a sign', () => {
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Riprovo \n  domani' }] }] };
  const title = (input: object) => outboxEntry(settled('ticket.reply', input), facts).title;
  expect(title({ ticketId, title: 'Nuova', files: [] })).toBe('Nuova');
  expect(title({ ticketId, body })).toBe('Stampa bloccata: Riprovo domani');
  expect(title({ ticketId: uuidv7(), body })).toBe('Riprovo domani');
  expect(title({ title: 'a'.repeat(120) })).toBe('a'.repeat(120));
  expect(title({ title: 'a'.repeat(121) })).toBe(`${'a'.repeat(119)}…`);
});
