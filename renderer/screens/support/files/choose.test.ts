import { expect, test } from 'vitest';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { fileName, freeName, pastedOf, sortFiles, textFiles } from './choose.ts';

const MB4 = ATTACHMENT_LIMIT;

test('TKT-12: strictly under 4 MB; the refusal names file and size, the others are kept', () => {
  const sorted = sortFiles([{ name: 'ok.pdf', size: MB4 - 1 }, { name: 'grande.zip', size: MB4 }, { name: 'vuoto.txt', size: 0 }], 0);
  expect(sorted.taken.map((file) => file.name)).toEqual(['ok.pdf']);
  expect(sorted.problems).toEqual([
    { code: 'file.too_large', facts: { name: 'grande.zip', size: MB4, limit: MB4 } },
    { code: 'file.empty', facts: { name: 'vuoto.txt' } },
  ]);
});

test('TKT-12: beyond the count the first ones are kept and the rest is said', () => {
  const sorted = sortFiles([{ name: 'a', size: 1 }, { name: 'b', size: 1 }], ATTACHMENT_COUNT - 1);
  expect(sorted.taken.map((file) => file.name)).toEqual(['a']);
  expect(sorted.problems[0]?.code).toBe('file.too_many');
});

test('A file\'s name is one line without a folder, with its ending', () => {
  expect(fileName('a\u202Egpj.exe', 'file')).toBe('agpj.exe');
  expect(fileName('C:\\Temp/x.png', 'file')).toBe('C:_Temp_x.png');
  expect(fileName('\u0000', 'file')).toBe('file');
  expect(fileName(`${'n'.repeat(400)}.pdf`, 'file')).toMatch(/^n{196}\.pdf$/);
});

test('Two files of one name can be told apart', () => {
  expect(freeName('image.png', ['a.png'])).toBe('image.png');
  expect(freeName('image.png', ['image.png', 'image-2.png'])).toBe('image-3.png');
  expect(freeName('LEGGIMI', ['LEGGIMI'])).toBe('LEGGIMI-2');
});

test('TKT-11: a text too long becomes files under the limit, nothing of it lost', async () => {
  const text = 'prima riga è lunga\n'.repeat(30);
  const files = textFiles(text, 'testo', 100);
  expect(files.every((file) => file.size < 100)).toBe(true);
  expect((await Promise.all(files.map((file) => file.text()))).join('')).toBe(text);
  expect(textFiles('breve', 'testo').map((file) => file.name)).toEqual(['testo.txt']);
  const unbroken = 'è€😀'.repeat(50);
  const parts = textFiles(unbroken, 'testo', 20);
  expect((await Promise.all(parts.map((file) => file.text()))).join('')).toBe(unbroken);
});

test('TKT-11: a pasted picture is a file, a pasted sheet is its words, a pasted book is an attachment', () => {
  const picture = new File(['x'], 'image.png', { type: 'image/png' });
  expect(pastedOf({ files: [picture], text: '', html: '<img>' }, 100).kind).toBe('files');
  expect(pastedOf({ files: [picture], text: 'a\tb', html: '<table>' }, 100).kind).toBe('usual');
  expect(pastedOf({ files: [], text: 'x'.repeat(101), html: '' }, 100).kind).toBe('long');
  expect(pastedOf({ files: [], text: 'x', html: '<p>'.repeat(200_000) }, 100).kind).toBe('plain');
});
