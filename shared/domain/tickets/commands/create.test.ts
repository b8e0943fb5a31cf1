import { expect, test } from 'vitest';
import { richTextOf } from '../../kernel/rich-text.ts';
import { fingerprintOf } from '../capsule.ts';
import { attachment, ticket } from '../entities.ts';
import { chosenFile, createInput, TICKET_ID } from '../example-inputs.ts';
import { CAPSULE_LIMIT, TITLE_LIMIT } from '../values.ts';
import { membership } from '../../org/entities.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, testId } from '../../memory-world.ts';

const ctx = ctxOf(MARIO, NOON);
const give = (change: object = {}, world = rossiWorld()) => world.run('ticket.create', { ...createInput(), ...change }, ctx);
const codeOf = (change: object) => {
  const decision = give(change);
  return decision.kind === 'refused' ? decision.refusal.code : decision.kind;
};
const capsule = {
  at: NOON, code: 'unexpected', summary: 'Errore\r\ndi prova', program: 'BN0215I', programVersion: '23.0', fileVersion: '23.0.0.69', system: 'Windows 8.1', architecture: 'x86',
  database: 'SQLServer 12', hardware: '', screen: 'Documenti', record: 'F/1025', steps: ['Apre l\'elenco'], log: ['10:44 errore'], redactions: 2,
};

test('TKT-05: the request is the requester\'s own: name, account and times come from who types, not from the form', () => {
  const world = rossiWorld();
  expect(give({}, world).kind).toBe('changes');
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({
    requesterId: MARIO.personId, requesterName: 'MARIO ROSSI', contactId: MARIO.personId, contactName: 'MARIO ROSSI', accountEmail: MARIO.email,
    createdAt: NOON, updatedAt: NOON, lastReplyAt: NOON, closedAt: null, number: null, operatorId: null, operatorName: null,
  });
});

test('TKT-05: where the name is empty the e-mail is shown', () => {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf({ ...MARIO, name: '' }, NOON));
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ requesterName: MARIO.email, contactName: MARIO.email });
});

test('LST-04: a new request is not assigned', () => {
  const world = rossiWorld();
  give({}, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)?.status).toBe('unassigned');
});

test('TKT-06: the e-mail is required, cleaned, and told beside the account\'s', () => {
  expect(codeOf({ email: '' })).toBe('input.invalid');
  expect(codeOf({ email: 'mario.rossi' })).toBe('input.invalid');
  expect(give({ email: ' altra@rossisrl.example\n' })).toMatchObject({ notices: [{ template: 'ticket-created', to: ['altra@rossisrl.example', MARIO.email] }] });
});

test('TKT-13: one notice to each address, with the title and who asks', () => {
  expect(give()).toMatchObject({ notices: [{ to: [MARIO.email], facts: { title: 'PROBLEMA EMISSIONE NOTA DI ACCREDITO', name: 'MARIO ROSSI' } }] });
});

test('TKT-07: the phone is always there and required only with Telefono', () => {
  expect(codeOf({ contactPreference: 'web', phone: '' })).toBe('changes');
  expect(codeOf({ contactPreference: 'phone', phone: ' ' })).toBe('ticket.phone.required');
  expect(codeOf({ contactPreference: 'phone', phone: '0541 123456' })).toBe('changes');
  expect(codeOf({ contactPreference: 'fax' })).toBe('input.invalid');
});

test('TKT-08, TKT-09: two types, three areas and no other', () => {
  for (const type of ['assistance', 'appointment']) expect(codeOf({ type })).toBe('changes');
  for (const area of ['administrative', 'management', 'systems']) expect(codeOf({ area })).toBe('changes');
  expect(codeOf({ type: 'other' })).toBe('input.invalid');
  expect(codeOf({ area: 'CRM' })).toBe('input.invalid');
});

test('TKT-08, TKT-09, TKT-11: type, area, title and the text with its form are kept as they were given', () => {
  const description = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Nel modulo Ordini', marks: [{ type: 'bold' }] }] }, { type: 'picture', attrs: { attachmentId: chosenFile(1).id } }] };
  for (const asked of [{ type: 'assistance', area: 'administrative' }, { type: 'appointment', area: 'systems' }]) {
    const world = rossiWorld();
    give({ ...asked, description, files: [chosenFile(1)] }, world);
    expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ ...asked, title: createInput().title, description, plain: 'Nel modulo Ordini' });
  }
});

test('TKT-10: Bloccante wants yes to both questions and a reason, which is kept', () => {
  const priority = 'blocking';
  expect(codeOf({ priority, blocking: null })).toBe('ticket.blocking.not_justified');
  expect(codeOf({ priority, blocking: { workStopped: true, cannotWait: false, reason: 'x' } })).toBe('ticket.blocking.not_justified');
  expect(codeOf({ priority, blocking: { workStopped: false, cannotWait: true, reason: 'x' } })).toBe('ticket.blocking.not_justified');
  expect(codeOf({ priority, blocking: { workStopped: true, cannotWait: true, reason: ' \u200b' } })).toBe('ticket.blocking.reason_required');
  const world = rossiWorld();
  give({ priority, blocking: { workStopped: true, cannotWait: true, reason: 'La merce deve partire ora' } }, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ priority, blockingReason: 'La merce deve partire ora' });
});

test('TKT-10: a reason typed before lowering the priority is not kept', () => {
  const world = rossiWorld();
  give({ priority: 'high', blocking: { workStopped: true, cannotWait: true, reason: 'x' } }, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ priority: 'high', blockingReason: null });
});

test('TKT-11: title and description are required; a text that shows nothing is missing', () => {
  expect(codeOf({ title: ' \n ' })).toBe('ticket.title.required');
  expect(codeOf({ title: '\u200b' })).toBe('ticket.title.required');
  expect(codeOf({ description: richTextOf(' \u0007 ') })).toBe('ticket.description.required');
  expect(codeOf({ title: 'a'.repeat(TITLE_LIMIT) })).toBe('changes');
  expect(codeOf({ title: 'a'.repeat(TITLE_LIMIT + 1) })).toBe('input.invalid');
});

test('TKT-11: a description longer than 100 KB is refused by a name of its own, so that it can be offered as a file', () => {
  expect(give({ description: richTextOf('parola '.repeat(300_000)) })).toMatchObject({ refusal: { code: 'rich_text.too_long', why: 'input', facts: { field: 'description' } } });
});

test('TKT-11: control characters go and markup stays text in every field that is typed', () => {
  const world = rossiWorld();
  const nasty = '<script>alert(1)</script>\u0000\u202e';
  give({ title: nasty, description: richTextOf(nasty), phone: nasty, priority: 'blocking', blocking: { workStopped: true, cannotWait: true, reason: nasty } }, world);
  const kept = '<script>alert(1)</script>';
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ title: kept, plain: kept, phone: kept, blockingReason: kept, description: richTextOf(kept) });
});

test('TKT-12: the files of the request arrive with it and wait for their bytes', () => {
  const world = rossiWorld();
  give({ files: [chosenFile(1), chosenFile(2, 4 * 1024 * 1024 - 1)] }, world);
  expect(world.rows(ctx.tenant, attachment)).toMatchObject([
    { ticketId: TICKET_ID, messageId: null, name: 'schermata 1.png', size: 1234, state: 'arriving', byId: MARIO.personId, at: NOON },
    { size: 4_194_303 },
  ]);
  expect(codeOf({ files: [chosenFile(1, 4 * 1024 * 1024)] })).toBe('file.too_large');
  expect(codeOf({ files: [chosenFile(1, 0)] })).toBe('file.empty');
  expect(codeOf({ files: [{ ...chosenFile(1), name: '..\\a.png' }] })).toBe('file.name');
  expect(codeOf({ files: [chosenFile(1), chosenFile(1)] })).toBe('input.ids_repeated');
});

test('TKT-03: what the error dialog showed goes along, cleaned and not longer than was shown', () => {
  const world = rossiWorld();
  give({ capsule }, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)?.capsule).toEqual({ ...capsule, summary: 'Errore\ndi prova' });
  // By it the same problem is found again («you reported it already»).
  expect(world.row(ctx.tenant, ticket, TICKET_ID)?.fingerprint).toBe(fingerprintOf(capsule));
  expect(codeOf({ capsule: { ...capsule, log: Array.from({ length: 200 }, () => 'x'.repeat(CAPSULE_LIMIT / 200)) } })).toBe('capsule.too_long');
  expect(codeOf({ capsule: { ...capsule, token: 'segreto' } })).toBe('input.invalid');
});

test('DET-02: another contact person is somebody of the company who is still there', () => {
  const world = rossiWorld();
  give({ contactId: GIADA.personId }, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)).toMatchObject({ contactId: GIADA.personId, contactName: 'GIADA BELLI', requesterName: 'MARIO ROSSI' });
  expect(codeOf({ contactId: NICOLO.personId })).toBe('ticket.contact.unknown');
  const left = rossiWorld();
  const giada = left.row(ctx.tenant, membership, GIADA.personId);
  if (giada) left.put(ctx.tenant, membership, { ...giada, active: false });
  expect(give({ contactId: GIADA.personId }, left)).toMatchObject({ refusal: { code: 'ticket.contact.unknown', why: 'state' } });
});

test('DET-07: a new request may name the old one', () => {
  const world = rossiWorld();
  give({ relatedTo: testId(77) }, world);
  expect(world.row(ctx.tenant, ticket, TICKET_ID)?.relatedTo).toBe(testId(77));
});

test('an id that is taken is refused and the first request stays as it was', () => {
  const world = rossiWorld();
  give({}, world);
  expect(world.run('ticket.create', { ...createInput(), title: 'ALTRO' }, ctxOf(GIADA, NOON + 1))).toMatchObject({ refusal: { code: 'ticket.create.exists', why: 'input' } });
  expect(world.row(ctx.tenant, ticket, TICKET_ID)?.title).toBe('PROBLEMA EMISSIONE NOTA DI ACCREDITO');
});

test('TKT-15: where an administrator has chosen the simple form the description may be missing, the title never', () => {
  const world = rossiWorld();
  const bare = { ...createInput(), description: richTextOf('') };
  expect(world.run('ticket.create', bare, ctxOf(MARIO, NOON))).toMatchObject({ kind: 'refused', refusal: { code: 'ticket.description.required' } });
  expect(world.run('support_settings.change', { simpleForm: true }, ctxOf(MARIO, NOON))).toMatchObject({ kind: 'refused', refusal: { code: 'right.missing' } });
  expect(world.run('support_settings.change', { simpleForm: true }, ctxOf(GIADA, NOON)).kind).toBe('changes');
  expect(world.run('ticket.create', { ...bare, title: ' ' }, ctxOf(MARIO, NOON))).toMatchObject({ kind: 'refused', refusal: { code: 'ticket.title.required' } });
  expect(world.run('ticket.create', bare, ctxOf(MARIO, NOON)).kind).toBe('changes');
});

test('TKT-11: a picture in the description is a file of this request, never one that it only names', () => {
  const [own, strange] = [chosenFile(1), chosenFile(2)].map(({ id }) => ({ type: 'picture', attrs: { attachmentId: id } }));
  const withPictures = (...pictures: object[]) => ({ description: { type: 'doc', content: [...richTextOf('Ecco la videata').content, ...pictures] }, files: [chosenFile(1)] });
  expect(codeOf(withPictures(own ?? {}))).toBe('changes');
  expect(codeOf(withPictures(own ?? {}, strange ?? {}))).toBe('ticket.picture.not_attached');
});
