import { expect, test } from 'vitest';
import { richTextOf } from '../kernel/rich-text.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId } from '../memory-world.ts';
import { document, documentFile, documentVersion } from './entities.ts';
import { documentFileKind, isDocumentFile } from './files.ts';
import { DOCUMENT_ID, documentInput, MANUAL } from './testing/inputs.ts';

const ROSSI = ctxOf(MARIO, NOON).tenant;
const refusal = (code: string) => ({ kind: 'refused', refusal: { code } });
const withManual = (more: object = {}, place = 1) => ({ ...documentInput(place), fileId: MANUAL.id, files: [MANUAL], fileText: 'Capitolo sui DDT differiti', ...more });

test('DOC-01: a document may be a file alone; the words of its file are searched with its own, and a new file takes the place of the old one', () => {
  const world = rossiWorld();
  expect(world.run('document.save', { ...withManual({ body: richTextOf('') }), version: 0 }, ctxOf(NICOLO, NOON))).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ fileId: MANUAL.id, plain: 'Capitolo sui DDT differiti' });
  expect(world.row(ROSSI, documentFile, MANUAL.id)).toMatchObject({ documentId: DOCUMENT_ID, state: 'arriving', byId: NICOLO.personId, name: 'Manuale.html' });
  // Another text, the same file: its words stay.
  const kept = { ...documentInput(2), body: richTextOf('Si legge il manuale.'), fileId: MANUAL.id };
  expect(world.run('document.save', { ...kept, version: 1 }, ctxOf(GIADA, NOON + 1))).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ plain: 'Si legge il manuale.\nCapitolo sui DDT differiti', fileId: MANUAL.id });
  const other = { ...MANUAL, id: testId(951), name: 'Manuale 2.pdf' };
  world.run('document.save', { ...withManual({ fileId: other.id, files: [other], fileText: 'Resi' }, 3), version: 2 }, ctxOf(GIADA, NOON + 2));
  expect(world.row(ROSSI, document, DOCUMENT_ID)?.plain).not.toContain('differiti');
  expect(world.rows(ROSSI, documentVersion).map(({ version, fileId }) => [version, fileId])).toEqual([[1, MANUAL.id], [2, MANUAL.id], [3, other.id]]);
  // Without it again.
  world.run('document.save', { ...documentInput(4), version: 3 }, ctxOf(GIADA, NOON + 3));
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ fileId: null });
});

test('DOC-01: what is neither PDF nor HTML, empty, of 4 MB, or of another document is refused by its name', () => {
  const world = rossiWorld();
  const propose = (file: object, more: object = {}) => world.run('document.propose', withManual({ files: [{ ...MANUAL, ...file }], ...more }), ctxOf(MARIO, NOON));
  expect(propose({ name: 'Manuale.exe' })).toMatchObject({ kind: 'refused', refusal: { code: 'document.file.kind', facts: { name: 'Manuale.exe' } } });
  expect(propose({ size: 0 })).toMatchObject(refusal('file.empty'));
  expect(propose({ size: 4 * 1024 * 1024 })).toMatchObject(refusal('file.too_large'));
  expect(propose({}, { fileId: testId(952) })).toMatchObject(refusal('document.file.unknown'));
  expect(propose({}, { files: [] })).toMatchObject(refusal('document.file.unknown'));
  expect(propose({})).toMatchObject({ kind: 'changes' });
  const theft = { ...documentInput(2), documentId: testId(901), fileId: MANUAL.id };
  expect(world.run('document.save', { ...theft, version: 0 }, ctxOf(GIADA, NOON))).toMatchObject(refusal('document.file.unknown'));
});

test('DOC-01: the cloud settles a document’s file as any other, its author alone gives it up', () => {
  const world = rossiWorld();
  world.run('document.propose', withManual(), ctxOf(MARIO, NOON));
  const state = () => world.row(ROSSI, documentFile, MANUAL.id)?.state;
  expect(world.run('attachment.give_up', { attachmentId: MANUAL.id }, ctxOf(NICOLO, NOON))).toMatchObject(refusal('upload.not_yours'));
  world.run('attachment.give_up', { attachmentId: MANUAL.id }, ctxOf(MARIO, NOON));
  expect(state()).toBe('missing');
  world.run('attachment.settle', { attachmentId: MANUAL.id, state: 'available' }, ctxOf(SYSTEM, NOON));
  expect(state()).toBe('available');
  world.run('attachment.settle', { attachmentId: MANUAL.id, state: 'missing' }, ctxOf(SYSTEM, NOON));
  expect(state()).toBe('available');
});

test('DOC-01: the vendor’s manual comes with its document, available and under its own id, and never into a company’s own', () => {
  const world = rossiWorld();
  const { section, language, title, body } = documentInput();
  const values = { section, language, title, body, state: 'published', version: 1, authorId: NICOLO.personId, authorName: NICOLO.name, createdAt: NOON, updatedAt: NOON, updatedByName: NICOLO.name };
  const file = { ...MANUAL, text: 'Capitolo sui resi', byId: NICOLO.personId, at: NOON };
  const publish = (documentId: string) => world.run('document.publish', { documentId, values, file }, ctxOf(SYSTEM, NOON));
  expect(publish(DOCUMENT_ID)).toMatchObject({ kind: 'changes' });
  expect(publish(DOCUMENT_ID)).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, documentFile, MANUAL.id)).toMatchObject({ documentId: DOCUMENT_ID, state: 'available' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)?.plain).toContain('resi');
  expect(publish(testId(901))).toMatchObject(refusal('document.exists'));
});

test('DOC-01: a file is what its name says and its bytes do not deny', () => {
  expect(['a.PDF', 'b.htm', 'c.Html', 'd.docx', 'pdf', 'e.html.exe'].map(documentFileKind)).toEqual(['pdf', 'html', 'html', null, null, null]);
  expect(isDocumentFile('a.pdf', 'application/pdf')).toBe(true);
  expect(isDocumentFile('a.html', null)).toBe(true);
  for (const [name, sniffed] of [['a.pdf', null], ['a.pdf', 'application/zip'], ['a.html', 'application/pdf'], ['a.html', 'application/x-msdownload'], ['a.exe', null]] as const) {
    expect(isDocumentFile(name, sniffed), name).toBe(false);
  }
});
