import fc from 'fast-check';
import type { Id } from '../../kernel/ids.ts';
import { richTextOf } from '../../kernel/rich-text.ts';
import { NOON, NICOLO, testId } from '../../memory-world.ts';
import type { ChosenFile } from '../../tickets/entities.ts';
import { documentLanguageSchema, documentStateSchema, sectionSchema } from '../entities.ts';

/* What the tests of every command ask the library's with. */

export const DOCUMENT_ID = testId(900);

export function documentInput(place = 1) {
  return {
    documentId: DOCUMENT_ID,
    versionId: testId(910 + place),
    section: 'faq' as const,
    language: 'it' as const,
    title: 'Come si ristampa un DDT?',
    body: richTextOf('Da Magazzino, Documenti emessi: si apre il DDT e si preme Stampa.'),
    fileId: null as Id | null,
    files: [] as ChosenFile[],
    fileText: '',
  };
}

/** A manual that somebody chose. */
export const MANUAL: ChosenFile = { id: testId(950), name: 'Manuale.html', size: 1200, mime: 'text/html', sha256: 'b'.repeat(64) };

const words = fc.constantFrom('Come si ristampa un DDT?', ' ', 'È così');
const document = fc.constantFrom(DOCUMENT_ID, testId(901));
const text = {
  documentId: document, versionId: fc.nat(9).map((number) => testId(920 + number)), section: fc.constantFrom(...sectionSchema.options),
  language: fc.constantFrom(...documentLanguageSchema.options), title: words, body: words.map(richTextOf),
  fileId: fc.option(fc.constant(MANUAL.id)), files: fc.constantFrom([], [MANUAL]), fileText: words,
};

export const LIBRARY_INPUTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'document.save': fc.record({ ...text, version: fc.nat(3) }),
  'document.propose': fc.record(text),
  'document.judge': fc.record({ documentId: document, approve: fc.boolean(), note: words }),
  'document.withdraw': fc.record({ documentId: document, withdrawn: fc.boolean() }),
  'document.publish': fc.record({
    documentId: document,
    values: fc.record({
      section: text.section, language: text.language, title: fc.constant('Titolo'), body: text.body, state: fc.constantFrom(...documentStateSchema.options), version: fc.integer({ min: 1, max: 9 }),
      authorId: fc.constant(NICOLO.personId), authorName: fc.constant(NICOLO.name), createdAt: fc.constant(NOON), updatedAt: fc.constant(NOON), updatedByName: fc.constant(NICOLO.name),
    }),
    file: fc.option(fc.constant({ ...MANUAL, text: 'x', byId: NICOLO.personId, at: NOON })),
  }),
};
