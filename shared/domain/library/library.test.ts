import { expect, test } from 'vitest';
import { richTextOf } from '../kernel/rich-text.ts';
import { mayGive } from '../access/rights.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM } from '../memory-world.ts';
import { document, documentVersion } from './entities.ts';
import { DOCUMENT_ID, documentInput } from './testing/inputs.ts';

const ROSSI = ctxOf(MARIO, NOON).tenant;
const refusal = (code: string) => ({ kind: 'refused', refusal: { code } });

test('DOC-01: a document is written, each of its texts is kept, and a second writer sees the first one’s text before theirs takes its place', () => {
  const world = rossiWorld();
  const { versionId, ...text } = documentInput();
  expect(world.run('document.save', { ...text, versionId, version: 0 }, ctxOf(NICOLO, NOON))).toMatchObject({ kind: 'changes' });
  expect(world.run('document.save', { ...text, versionId: documentInput(2).versionId, title: 'Ristampare', version: 1 }, ctxOf(GIADA, NOON + 1))).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ title: 'Ristampare', version: 2, state: 'published', authorName: 'NICOLÒ RUGGERI', updatedByName: 'GIADA BELLI' });
  expect(world.rows(ROSSI, documentVersion).map(({ version, title }) => [version, title])).toEqual([[1, 'Come si ristampa un DDT?'], [2, 'Ristampare']]);
  const late = world.run('document.save', { ...text, versionId: documentInput(3).versionId, version: 1 }, ctxOf(NICOLO, NOON + 2));
  expect(late).toMatchObject({ kind: 'refused', refusal: { code: 'document.changed', why: 'state', facts: { name: 'GIADA BELLI' } } });
});

test('DOC-01: without a title or a text nothing is saved, and a code is used once', () => {
  const world = rossiWorld();
  expect(world.run('document.save', { ...documentInput(), title: '  ', version: 0 }, ctxOf(NICOLO, NOON))).toMatchObject(refusal('document.title.required'));
  expect(world.run('document.propose', { ...documentInput(), body: richTextOf(' ') }, ctxOf(MARIO, NOON))).toMatchObject(refusal('document.body.required'));
  world.run('document.propose', documentInput(), ctxOf(MARIO, NOON));
  expect(world.run('document.save', { ...documentInput(), version: 0 }, ctxOf(NICOLO, NOON))).toMatchObject(refusal('document.exists'));
  expect(world.run('document.save', { ...documentInput(), documentId: documentInput(5).versionId, version: 1 }, ctxOf(NICOLO, NOON))).toMatchObject(refusal('document.unknown'));
});

test('DOC-01: a contribution waits for a yes; a no says why; what was decided is not decided again', () => {
  const world = rossiWorld();
  world.run('document.propose', documentInput(), ctxOf(MARIO, NOON));
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ state: 'proposed' });
  const judge = (approve: boolean, note: string) => world.run('document.judge', { documentId: DOCUMENT_ID, approve, note }, ctxOf(NICOLO, NOON + 1));
  expect(judge(false, ' ')).toMatchObject(refusal('document.note.required'));
  expect(judge(false, 'Manca il percorso nel menu.')).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ state: 'declined', note: 'Manca il percorso nel menu.' });
  expect(judge(true, '')).toMatchObject(refusal('document.judged'));
});

test('DOC-01: who reads contributes, who keeps the library decides', () => {
  expect(mayGive(MARIO, 'document.propose')).toBe(true);
  for (const command of ['document.save', 'document.judge', 'document.withdraw']) {
    expect(mayGive(MARIO, command), command).toBe(false);
    for (const keeper of [GIADA, NICOLO]) expect(mayGive(keeper, command), command).toBe(true);
  }
  for (const actor of [MARIO, GIADA, NICOLO]) expect(mayGive(actor, 'document.publish')).toBe(false);
});

test('DOC-01: the vendor’s copy is changed by the cloud alone, and never takes the place of a company’s own document', () => {
  const world = rossiWorld();
  const { documentId, section, language, title, body } = documentInput();
  const values = { section, language, title, body, state: 'published' as const, version: 1, authorId: NICOLO.personId, authorName: NICOLO.name, createdAt: NOON, updatedAt: NOON, updatedByName: NICOLO.name };
  const publish = (more: object = {}) => world.run('document.publish', { documentId, values: { ...values, ...more }, file: null }, ctxOf(SYSTEM, NOON));
  expect(publish()).toMatchObject({ kind: 'changes' });
  expect(publish({ version: 2, state: 'withdrawn' })).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, documentId)).toMatchObject({ fromVendor: true, version: 2, state: 'withdrawn' });
  for (const [name, input] of [
    ['document.save', { ...documentInput(2), version: 2 }],
    ['document.judge', { documentId, approve: true, note: '' }],
    ['document.withdraw', { documentId, withdrawn: false }],
  ] as const) expect(world.run(name, input, ctxOf(GIADA, NOON)), name).toMatchObject(refusal('document.of_the_vendor'));
  const own = rossiWorld();
  own.run('document.save', { ...documentInput(), version: 0 }, ctxOf(GIADA, NOON));
  expect(own.run('document.publish', { documentId, values, file: null }, ctxOf(SYSTEM, NOON))).toMatchObject(refusal('document.exists'));
});

test('DOC-01: a document is taken away from its readers and given back', () => {
  const world = rossiWorld();
  world.run('document.save', { ...documentInput(), version: 0 }, ctxOf(GIADA, NOON));
  const withdraw = (withdrawn: boolean) => world.run('document.withdraw', { documentId: DOCUMENT_ID, withdrawn }, ctxOf(GIADA, NOON));
  expect(withdraw(false)).toMatchObject(refusal('document.not_shown'));
  expect(withdraw(true)).toMatchObject({ kind: 'changes' });
  expect(world.row(ROSSI, document, DOCUMENT_ID)).toMatchObject({ state: 'withdrawn' });
  expect(withdraw(false)).toMatchObject({ kind: 'changes' });
});
