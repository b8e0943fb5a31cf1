import { expect, test } from 'vitest';
import { plainOf, richTextOf, type RichText } from '#shared/domain/kernel/rich-text.ts';
import type { AttachmentView, TicketView } from '#shared/rpc/contract.ts';
import { checkTicket } from '../new/check-ticket.ts';
import { picturesIn } from '#shared/domain/kernel/rich-text.ts';
import { fileState } from './file-state.ts';
import { blockingDraft, filesHere, followUpDraft } from './linked-request.ts';
import { EMPTY_REPLY } from './reply-draft.ts';

const id = (last: number) => `0197a8a2-1111-7000-8000-${String(last).padStart(12, '0')}`;
const file = (number: number, more: Partial<AttachmentView> = {}): AttachmentView => ({
  id: id(number), rev: 1, ticketId: id(9), messageId: null, name: `file-${number}.png`, size: 10, mime: 'image/png', sha256: 'a'.repeat(64),
  state: 'available', byId: id(1), at: 0, sync: 'settled', here: true, sent: 10, ...more,
});
const description: RichText = { type: 'doc', content: [...richTextOf('Non stampa').content, { type: 'picture', attrs: { attachmentId: id(21) } }, { type: 'picture', attrs: { attachmentId: id(22) } }] };
const ticket: TicketView = {
  id: id(9), rev: 1, tenant: id(8), tenantName: 'ROSSI SRL', sync: 'settled', number: 1472, title: 'Stampa DDT', description, plain: 'Non stampa',
  type: 'assistance', area: 'management', priority: 'normal', blockingReason: null, status: 'in_progress', requesterId: id(1), requesterName: 'MARIO ROSSI',
  contactId: id(1), contactName: 'MARIO ROSSI', email: 'm@r.example', accountEmail: 'm@r.example', phone: '', contactPreference: 'web', operatorId: null,
  operatorName: null, createdAt: 0, updatedAt: 0, lastReplyAt: 0, private: false, closedAt: null, relatedTo: null, capsule: null, fingerprint: null,
  plannedDays: 5, dueAt: null, pausedAt: null, pausedFor: 0, breachedAt: null, rating: null, ratingWords: null, ratedAt: null, solutionId: null, mergedInto: null,
};
const attachments = [file(21), file(22, { here: false }), file(23, { messageId: id(30) })];
const reply = { ...EMPTY_REPLY, body: richTextOf('Ora è tutto fermo'), files: [{ id: id(40), name: 'nuovo.txt', size: 3, mime: 'text/plain', sha256: 'b'.repeat(64) }] };
const from = { ticket, attachments, reply, email: 'm@r.example', reference: 'Riferimento: #1472 Stampa DDT' };

test('DET-03: one click makes a linked blocking request with the words and the files that are on this device', () => {
  expect(filesHere(attachments).map((one) => one.id)).toEqual([id(21)]);
  const draft = blockingDraft({ ...from, fileIds: [id(50)] });
  expect(draft).toMatchObject({ priority: 'blocking', relatedTo: ticket.id, area: 'management', title: 'Stampa DDT' });
  expect(plainOf(draft.description)).toBe('Ora è tutto fermo\nRiferimento: #1472 Stampa DDT\nNon stampa');
  expect(draft.files.map((one) => one.id)).toEqual([id(50), id(40)]);
  // The picture names the new file; the one whose bytes are not here has left the text.
  expect(picturesIn(draft.description)).toEqual([id(50)]);
});

test('DET-03: of the new request only the two questions are open', () => {
  const draft = blockingDraft({ ...from, fileIds: [id(50)] });
  const actor = { personId: id(1), name: 'MARIO ROSSI', email: 'm@r.example', side: 'customer' as const, roles: ['user' as const] };
  expect(checkTicket(draft, actor, id(8), 0).map((problem) => problem.field)).toEqual(['blocking']);
});

test('DET-12: too late to reopen, the text typed in the reply box becomes the new request\'s', () => {
  const draft = followUpDraft({ ...from, fileIds: [] });
  expect(plainOf(draft.description)).toBe('Ora è tutto fermo\nRiferimento: #1472 Stampa DDT');
  expect(draft).toMatchObject({ priority: 'normal', relatedTo: ticket.id });
  expect(draft.files.map((one) => one.id)).toEqual([id(40)]);
});

test('LST-08: what goes on from a private request is private too', () => {
  for (const hidden of [true, false]) {
    const linked = { ...from, ticket: { ...ticket, private: hidden }, fileIds: [] };
    expect([blockingDraft(linked).private, followUpDraft(linked).private]).toEqual([hidden, hidden]);
  }
});

test('DET-08: a file says where its bytes are', () => {
  expect(fileState(file(1))).toBe('ready');
  expect(fileState(file(1, { state: 'arriving', sent: 0 }))).toBe('waiting');
  expect(fileState(file(1, { state: 'arriving', sent: 4 }))).toBe('uploading');
  expect(fileState(file(1, { state: 'arriving', here: false }))).toBe('arriving');
  expect(fileState(file(1, { state: 'missing' }))).toBe('missing');
  expect(fileState(file(1, { state: 'arriving', sync: 'needs_you' }))).toBe('needs_you');
});
