import { expect, test } from 'vitest';
import type { OutboxEntry, OutboxFile, OutboxState } from '#shared/rpc/contract.ts';
import { gathered, mayCancel, outboxActions, outboxGroups, stateOfBatch } from './outbox-groups.ts';

const entry = (commandId: string, state: OutboxState, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  commandId, state, tenant: 't', tenantName: 'ROSSI SRL', name: 'ticket.reply', title: 'Nota', savedAt: Number(commandId), outcome: null, number: null, because: null, batch: null, sets: {}, files: [],
  target: { entity: 'ticket', id: 'x' }, ...more,
});

test('what needs the person stands apart, what waits in the order of sending, what is done newest first (OFF-02)', () => {
  const groups = outboxGroups([entry('5', 'delivered'), entry('4', 'needs_you'), entry('3', 'saved'), entry('2', 'sending'), entry('1', 'delivered')]);
  const ids = (items: typeof groups.done) => items.map((item) => item.entry.commandId);
  expect([ids(groups.needsYou), ids(groups.waiting), ids(groups.done)]).toEqual([['4'], ['2', '3'], ['5', '1']]);
});

test('the dependants of a refusal show with it as one entry (sync.md)', () => {
  const groups = outboxGroups([entry('1', 'needs_you'), entry('2', 'needs_you', { because: '1' })]);
  expect(groups.needsYou).toHaveLength(1);
  expect(groups.needsYou[0]?.dependants.map((other) => other.commandId)).toEqual(['2']);
});

test('a dependant whose cause is not in the list is shown by itself', () => {
  expect(outboxGroups([entry('2', 'needs_you', { because: '1' })]).needsYou).toHaveLength(1);
});

test('withdraw and edit only before sending or after a refusal (sync.md, A command’s life)', () => {
  const may = (state: OutboxState) => outboxActions(entry('1', state));
  expect(may('saved')).toEqual(['edit', 'withdraw', 'open']);
  expect(may('needs_you')).toEqual(['retry', 'edit', 'put_away', 'open']);
  expect(may('sending')).toEqual(['open']);
  expect(may('delivered')).toEqual(['open']);
});

test('a file on its way keeps its request among what waits, one that failed among what needs the person; both can be cancelled (I12, OFF-02)', () => {
  const file = (state: OutboxFile['state']): OutboxFile => ({ attachmentId: 'f', name: 'foto.png', size: 10, sent: 4, state, problem: null });
  const withFile = (state: OutboxFile['state']) => entry('1', 'delivered', { files: [file(state)] });
  const groupOf = (one: OutboxEntry) => Object.entries(outboxGroups([one])).find(([, items]) => items.length > 0)?.[0];
  expect((['waiting', 'sending', 'failed', 'sent', 'withdrawn'] as const).map((state) => groupOf(withFile(state)))).toEqual(['waiting', 'waiting', 'needsYou', 'done', 'done']);
  expect(outboxActions(withFile('failed'))).toEqual(['retry', 'open']);
  expect((['waiting', 'sending', 'failed', 'sent', 'withdrawn'] as const).map((state) => mayCancel(withFile(state), file(state)))).toEqual([true, true, true, false, false]);
  expect(mayCancel(entry('1', 'saved'), file('waiting'))).toBe(false);
});

test('LST-07: what was given as one is one line where its first stands; alone, an entry is itself', () => {
  const items = outboxGroups([entry('4', 'saved', { batch: 'b' }), entry('3', 'saved'), entry('2', 'held', { batch: 'b' }), entry('1', 'saved', { batch: 'alone' }), entry('5', 'needs_you', { batch: 'b' })]).waiting;
  const ids = gathered(items).map((row) => (row.kind === 'one' ? row.item.entry.commandId : row.items.map((item) => item.entry.commandId)));
  expect(ids).toEqual(['1', ['2', '4'], '3']);
});

test('LST-07: a batch is as far as the last of it', () => {
  const far = (...states: readonly OutboxState[]) => stateOfBatch(states.map((state) => ({ entry: entry('1', state), dependants: [] })));
  expect(far('delivered', 'saved', 'sending')).toBe('saved');
  expect(far('delivered', 'sending')).toBe('sending');
  expect(far('delivered', 'withdrawn')).toBe('delivered');
});
