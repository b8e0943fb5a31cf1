import { expect, test } from 'vitest';
import type { MessageView } from '#shared/rpc/contract.ts';
import { integrationRequests } from './integration-requests.ts';

let last = 0;
const line = (at: number, side: 'customer' | 'vendor', what: { text: string } | { event: string }): MessageView => ({
  id: String((last += 1)), rev: 1, ticketId: 't', authorId: side, authorName: side === 'vendor' ? 'N. RUGGERI' : 'MARIO ROSSI', authorSide: side, at, sync: 'settled', commandId: null,
  body: 'text' in what ? { type: 'doc', content: [] } : null, plain: 'text' in what ? what.text : '', event: 'event' in what ? { code: what.event, facts: {} } : null,
});

test('DET-09: what the customer was asked, by whom, and when they answered', () => {
  expect(
    integrationRequests([
      line(1, 'vendor', { event: 'taken' }),
      line(2, 'vendor', { text: 'Quale fattura?' }),
      line(2, 'vendor', { event: 'waiting_for_customer' }),
      line(3, 'vendor', { text: 'Aggiungo: con la data.' }),
      line(9, 'customer', { text: 'La F/1025.' }),
      line(10, 'customer', { text: 'Del 12 maggio.' }),
      line(12, 'vendor', { event: 'waiting_for_customer' }),
    ]),
  ).toMatchObject([
    { askedBy: 'N. RUGGERI', askedAt: 2, question: 'Quale fattura?', endedAt: 9, answeredBy: 'MARIO ROSSI' },
    { askedAt: 12, question: null, endedAt: null, answeredBy: null },
  ]);
});

test('DET-09: going on without an answer ends the request for one', () => {
  const ended = (code: string) => integrationRequests([line(1, 'vendor', { event: 'waiting_for_customer' }), line(5, 'vendor', { event: code })]);
  for (const code of ['in_progress', 'in_development', 'closed', 'merged_into']) expect(ended(code)).toMatchObject([{ endedAt: 5, answeredBy: null }]);
  // What the customer wrote in the same moment is no question of the vendor's.
  expect(integrationRequests([line(5, 'customer', { text: 'Eccomi' }), line(5, 'vendor', { event: 'waiting_for_customer' })])).toMatchObject([{ question: null }]);
  expect(ended('attached')).toMatchObject([{ endedAt: null }]);
  expect(integrationRequests([])).toEqual([]);
});
