import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanJson, cleanLine, cleanText, isBlank, line, lines, utf8Length } from './text.ts';

const ANY_TEXT = fc.string({ unit: 'binary', maxLength: 60 });

test('control characters go, tab and line feed stay', () => {
  const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
  const kept = cleanText(controls);
  expect(kept).toMatch(/^\t\n+ !"#/);
  expect(kept).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  expect(kept.length).toBe(2 + 4 + 0x7f - 0x20);
});

test('every kind of line end becomes a line feed, so that no line is lost', () => {
  expect(cleanText('a\r\nb\rc\u000bd\u000ce\u0085f\u2028g\u2029h')).toBe('a\nb\nc\nd\ne\nf\ng\nh');
});

test('marks that turn the reading direction go: a file cannot look like another one', () => {
  expect(cleanLine('fattura\u202efdp.exe')).toBe('fatturafdp.exe');
  expect(cleanText('\u2066a\u2069\ufeffb')).toBe('ab');
});

test('half a surrogate pair goes, a whole one stays: PostgreSQL could not store it', () => {
  expect(cleanText('a\ud83db\ude00c😀')).toBe('abc😀');
});

test('markup is text like any other: nothing is cut out of it', () => {
  expect(cleanText('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
});

test('a line folds white space and is trimmed', () => {
  expect(cleanLine('  Errore\t in \r\n emissione\u00a0DDT ')).toBe('Errore in emissione DDT');
});

test('a line is cleaned before it is measured, and measured to the last letter', () => {
  expect(line(3, 1).safeParse(' abc ').data).toBe('abc');
  expect(line(3).safeParse('abcd').success).toBe(false);
  expect(line(3, 1).safeParse(' \u0007 ').success).toBe(false);
  expect(lines(4).safeParse('a\r\nb\u0000').data).toBe('a\nb');
  expect(lines(3).safeParse('a\nbc').success).toBe(false);
});

test('a text that shows nothing is blank', () => {
  for (const text of ['', ' \t\n', '\u200b', '\u00a0\u2060', '\u200e\u00ad']) expect(isBlank(text)).toBe(true);
  for (const text of ['0', '.', '\u200ba']) expect(isBlank(text)).toBe(false);
});

test('bytes of UTF-8 are counted as an encoder counts them', () => {
  expect(utf8Length('aè€😀')).toBe(1 + 2 + 3 + 4);
  fc.assert(fc.property(ANY_TEXT, (text) => utf8Length(cleanText(text)) === new TextEncoder().encode(cleanText(text)).length));
});

test('cleaning what is clean changes nothing, whatever was typed', () => {
  fc.assert(
    fc.property(ANY_TEXT, (text) => {
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }),
  );
});

test('a JSON value is cleaned in all its strings and names and keeps its shape', () => {
  expect(cleanJson({ 'a\u0000': ['x\ud800', 1, null, true, { b: 'y\r\n' }] })).toEqual({ a: ['x', 1, null, true, { b: 'y\n' }] });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(cleanJson(cleanJson(value))).toEqual(cleanJson(value));
    }),
  );
});
