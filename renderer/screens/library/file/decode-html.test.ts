import { expect, test } from 'vitest';
import { decodeHtml } from './decode-html.ts';

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('DOC-01: an older manual that does not say its encoding is read by the code page of its language', () => {
  expect(decodeHtml(letters('<p>Perch\xe9'), 'it')).toBe('<p>Perché');
  expect(decodeHtml(letters('<p>\xcf\xf0\xe8\xe2\xe5\xf2'), 'ru')).toBe('<p>Привет');
  expect(decodeHtml(new TextEncoder().encode('<p>Perché'), 'ru')).toBe('<p>Perché');
});

test('DOC-01: a manual is read by what it says of itself, but its byte order mark is right first', () => {
  expect(decodeHtml(letters('<meta charset="koi8-r"><p>\xf0\xd2'), 'it')).toMatch(/Пр$/);
  expect(decodeHtml(letters('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>\xcf'), 'it')).toMatch(/П$/);
  expect(decodeHtml(letters('\xef\xbb\xbf<meta charset=windows-1252><p>\xc3\xa8'), 'it')).toMatch(/^<meta.*è$/);
  expect(decodeHtml(letters('\xff\xfe<\0p\0>\0\xe8\0'), 'it')).toBe('<p>è');
});

test('DOC-01: a manual that says UTF-16 where that could not be read, or an encoding that nobody knows, is read as if it said nothing', () => {
  for (const said of ['utf-16', 'utf-16be', 'ucs-2', 'klingon']) {
    expect(decodeHtml(new TextEncoder().encode(`<meta charset=${said}><p>è`), 'it')).toMatch(/<p>è$/);
    expect(decodeHtml(letters(`<meta charset=${said}><p>\xe8`), 'it')).toMatch(/<p>è$/);
  }
});
