import { join } from 'node:path';
import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { cursorAt, MARIO, newId, NOW, OTHER, page, TENANT, temporaryFolder, type CloudRow } from '../../fixtures.ts';
import { CacheReader } from '../cache-reader.ts';
import { CacheWriter } from '../cache-writer.ts';
import { indexWords } from '../index-words.ts';
import { openCache, openCacheForReading } from '../open-cache.ts';
import { looseQuery } from './words-query.ts';

function document(title: string, plain: string, more: Readonly<Record<string, unknown>> = {}, id = newId()): CloudRow {
  const values = {
    section: 'faq', language: 'it', title, body: richTextOf(plain), plain, state: 'published', version: 1, fromVendor: false, authorId: MARIO.personId, authorName: MARIO.name, note: null,
    createdAt: NOW, updatedAt: NOW, updatedByName: MARIO.name, ...more,
  };
  return { entity: 'document', id, seq: 1, values };
}

function readerWith(feeds: Readonly<Record<string, readonly CloudRow[]>>, work: (reader: CacheReader) => void): void {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  try {
    const writer = new CacheWriter(database, (text) => expect.fail(text));
    for (const [tenant, rows] of Object.entries(feeds)) expect(writer.applyPage(tenant, cursorAt(0), page(1, rows), NOW)).toMatchObject({ applied: true });
    while (indexWords(database, 5));
    work(new CacheReader(read));
  } finally {
    read.close();
    database.close();
    remove();
  }
}

const DOCUMENTS = [
  document('Come si ristampa un DDT?', 'Da Magazzino si apre il documento e si preme Stampa.'),
  document('Perché una fattura elettronica viene scartata?', 'Il codice dello scarto si legge nella ricevuta; la partita IVA deve esistere.'),
  document('Chiusura del mese', 'Si stampano i registri IVA in definitivo.', { section: 'documents' }),
  document('Как распечатать накладную', 'Откройте склад и нажмите «Печать». Ещё раз проверьте принтер.', { language: 'ru' }),
  document('How to reprint a delivery note', 'Open the warehouse, then print.', { language: 'en' }),
  document('Vecchia guida alla stampa', 'Stampa del registro, non più valida.', { state: 'withdrawn' }),
  document('Proposta sulla stampa', 'Stampa delle etichette.', { state: 'proposed' }),
];

test('DOC-01, product.md 3: a problem told in one’s own words finds what helps, in each language, without endings and accents, titles first', () => {
  readerWith({ [TENANT]: DOCUMENTS }, (reader) => {
    const first = (text: string) => reader.searchDocuments(text, TENANT, false, 5).map((hit) => hit.title);
    expect(first('non riesco a ristampare il ddt di ieri')[0]).toBe('Come si ristampa un DDT?');
    expect(first('FATTURE ELETTRONICHE SCARTATE')[0]).toBe('Perché una fattura elettronica viene scartata?');
    expect(first('perche la fattura')[0]).toBe('Perché una fattura elettronica viene scartata?');
    expect(first('registro iva definitiva')[0]).toBe('Chiusura del mese');
    expect(first('не печатается накладная')[0]).toBe('Как распечатать накладную');
    expect(first('еще раз принтера')[0]).toBe('Как распечатать накладную');
    expect(first('reprinting delivery notes')[0]).toBe('How to reprint a delivery note');
    expect(first('xyzzy')).toEqual([]);
    // Neither what is withdrawn nor what nobody has approved is an answer.
    expect(first('stampa')).not.toContain('Vecchia guida alla stampa');
    expect(first('stampa etichette')).not.toContain('Proposta sulla stampa');
  });
});

test('DOC-01: somebody who looks for words finds documents with all of them, and sees where', () => {
  readerWith({ [TENANT]: DOCUMENTS }, (reader) => {
    const hits = reader.searchDocuments('codice scarto', TENANT, true, 5);
    expect(hits.map((hit) => hit.title)).toEqual(['Perché una fattura elettronica viene scartata?']);
    expect(hits[0]?.excerpt).toContain('\ue000codice\ue001');
    expect(reader.searchDocuments('codice magazzino', TENANT, true, 5)).toEqual([]);
    for (const hostile of ['"', '*', 'AND', 'a" OR "b', '-', '(', 'NEAR(a b)']) expect(() => reader.searchDocuments(hostile, null, false, 5)).not.toThrow();
  });
});

test('DOC-01: a list by section and title; an operator who holds the vendor’s own text and its copies sees it once; a withdrawn copy is nobody’s', () => {
  const id = newId();
  const feeds = {
    [TENANT]: [document('Zeta', 'z', {}, id), document('Alfa', 'a', { section: 'assistance' }), document('beta', 'b')],
    [OTHER]: [document('Zeta', 'z', { fromVendor: true }, id), document('Ritirata', 'r', { fromVendor: true, state: 'withdrawn' }), document('Loro', 'l')],
  };
  readerWith(feeds, (reader) => {
    expect(reader.documents(null).map((row) => row.title)).toEqual(['Alfa', 'beta', 'Loro', 'Zeta']);
    expect(reader.documents(null).find((row) => row.title === 'Zeta')).toMatchObject({ tenant: TENANT, fromVendor: false, firstLine: 'z' });
    expect(reader.searchDocuments('zeta', null, true, 5)).toHaveLength(1);
    expect(reader.documents(TENANT)).toHaveLength(3);
    expect(reader.document(OTHER, id)).toMatchObject({ document: { title: 'Zeta', fromVendor: true }, versions: [] });
    expect(reader.document(OTHER, newId())).toBeUndefined();
  });
});

test('words that say nothing ask for nothing, and numbers stay whole', () => {
  expect(looseQuery('che cosa è questo')).toBe('"cosa"*');
  expect(looseQuery('F24 con la del')).toBe('"f24"*');
  expect(looseQuery('di il a')).toBeUndefined();
});

test('DOC-01: a document whose text or manual changed is found by its new words and no longer by the old ones', () => {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  try {
    const writer = new CacheWriter(database, (text) => expect.fail(text));
    const id = newId();
    const found = (text: string) => new CacheReader(read).searchDocuments(text, TENANT, true, 5).length;
    expect(writer.applyPage(TENANT, cursorAt(0), page(1, [document('Manuale', 'Capitolo sui resi', {}, id)]), NOW)).toMatchObject({ applied: true });
    while (indexWords(database, 5));
    expect(found('resi')).toBe(1);
    expect(writer.applyPage(TENANT, cursorAt(1), page(2, [{ ...document('Manuale', 'Scorporo dei corrispettivi', {}, id), seq: 2 }]), NOW)).toMatchObject({ applied: true });
    while (indexWords(database, 5));
    expect([found('scorporo'), found('resi')]).toEqual([1, 0]);
  } finally {
    read.close();
    database.close();
    remove();
  }
});
