import { expect, test } from 'vitest';
import type { NewsRow } from '../store/store.ts';
import { kindOf, lateTogether, oneForEach } from './classify.ts';

const [ME, OTHER, T1, T2] = ['me', 'other', 't1', 't2'];
const row = (change: Partial<NewsRow>): NewsRow => ({
  tenant: 'x', ticketId: T1, title: 'Stampa', number: 1453, author: 'ANNA', event: null, other: null, firstLine: 'ciao', note: false, at: 0, requesterId: OTHER, contactId: OTHER, operatorId: null, ...change,
});

test('OFF-07: a reply or another status is news to who asked, who is the contact and who works on it, and to nobody else', () => {
  for (const mine of [{ requesterId: ME }, { contactId: ME }, { operatorId: ME }]) {
    expect(kindOf(row(mine), ME)).toBe('reply');
    expect(kindOf(row({ ...mine, event: 'closed' }), ME)).toBe('status');
    expect(kindOf(row({ ...mine, event: 'attached' }), ME)).toBeNull();
  }
  expect(kindOf(row({}), ME)).toBeNull();
  expect(kindOf(row({ event: 'closed' }), ME)).toBeNull();
});

test('OFF-07: an assignment is news to who got it, a passed date to who works on it or to all while nobody does', () => {
  expect(kindOf(row({ event: 'assigned', operatorId: ME }), ME)).toBe('assigned');
  expect(kindOf(row({ event: 'assigned', operatorId: OTHER }), ME)).toBeNull();
  const overdue = { note: true, event: 'overdue' };
  expect(kindOf(row({ ...overdue, operatorId: ME }), ME)).toBe('breach');
  expect(kindOf(row(overdue), ME)).toBe('breach');
  expect(kindOf(row({ ...overdue, operatorId: OTHER }), ME)).toBeNull();
  // What colleagues note among themselves is no news.
  expect(kindOf(row({ note: true, operatorId: ME }), ME)).toBeNull();
});

test('OFF-07: what happened in one request at once is one notice, of the weightiest', () => {
  const told = [
    { kind: 'status' as const, row: row({ event: 'closed' }) },
    { kind: 'reply' as const, row: row({}) },
    { kind: 'status' as const, row: row({ ticketId: T2, event: 'in_development' }) },
    { kind: 'reply' as const, row: row({ firstLine: 'e ancora' }) },
  ];
  // Of two as weighty the last, in the place of the first.
  expect(oneForEach(told).map(({ kind, row: { ticketId, firstLine } }) => `${ticketId} ${kind} ${firstLine}`)).toEqual(['t1 reply e ancora', 't2 status ciao']);
});

test('OFF-07, SLA-02: dates that pass at once are told by their number, beside what else happened; one alone by its name', () => {
  const late = (ticketId: string) => ({ kind: 'breach' as const, row: row({ ticketId, note: true, event: 'overdue' }) });
  const reply = { kind: 'reply' as const, row: row({}) };
  expect(lateTogether([late(T1), reply, late(T2)])).toEqual({ late: 2, others: [reply] });
  expect(lateTogether([late(T1), reply])).toEqual({ late: 0, others: [late(T1), reply] });
});
