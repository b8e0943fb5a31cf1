import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { CommandResult, PullHead } from '#shared/api/sync.ts';
import type { LoggedCommand } from '../store/store.ts';
import { isForked } from './pull.ts';

function confirmedAt(seq: number): LoggedCommand & { result: CommandResult } {
  const id = uuidv7();
  return {
    place: 1, id, tenant: uuidv7(), name: 'ticket.create', body: '{}', heldUntil: null, toConfirm: false, savedAt: 0, number: 1, incarnation: uuidv7(), state: 'open', because: null, reason: null,
    actor: { personId: uuidv7(), name: '', email: '', side: 'customer', roles: [] },
    result: { commandId: id, number: 1, seq, arrival: 0, outcome: { state: 'accepted', remarks: [], given: [], conflicts: 0 } },
  };
}
const page = (seq: number, results: CommandResult[], complete = true): PullHead => ({
  state: 'page', rows: 0, results, gone: [], cursor: { seq, mark: 'm' }, complete, remaining: 0, now: 0,
});
const from = (seq: number) => ({ seq, mark: 'm' });

test('A complete page that ends below a confirmed command: the cloud was restored to before it', () => {
  expect(isForked({ cursor: from(7), confirmed: [confirmedAt(8)], head: page(7, []) })).toBe(true);
});

test('A page that passes a confirmed command’s number without its result: another history took the number', () => {
  expect(isForked({ cursor: from(7), confirmed: [confirmedAt(8)], head: page(12, [], false) })).toBe(true);
});

test('A page that brings the result, one that has not come so far, and a number that was passed long ago are no fork', () => {
  const command = confirmedAt(8);
  expect(isForked({ cursor: from(7), confirmed: [command], head: page(12, [command.result]) })).toBe(false);
  expect(isForked({ cursor: from(2), confirmed: [command], head: page(5, [], false) })).toBe(false);
  expect(isForked({ cursor: from(9), confirmed: [command], head: page(9, []) })).toBe(false);
  expect(isForked({ cursor: from(7), confirmed: [], head: page(7, []) })).toBe(false);
});
