import { expect, test } from 'vitest';
import { imageType, kindOf } from './kind.ts';
import { sizeOnScreen } from './page-size.ts';
import { TEXT_SHOWN, textOf } from './text.ts';

const file = (name: string, mime = 'application/octet-stream') => ({ name, mime });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('DET-08: which files are shown here goes by their ending, by their type where they have none, and never for what can act', () => {
  expect(['a.PNG', 'a.jpeg', 'a.jpg', 'a.gif', 'a.webp'].map((name) => kindOf(file(name)))).toEqual(Array(5).fill('image'));
  expect(['a.txt', 'scarto.xml', 'a.csv', 'a.json', 'errori.LOG'].map((name) => kindOf(file(name)))).toEqual(Array(5).fill('text'));
  expect([kindOf(file('a.Pdf')), kindOf(file('a', 'application/pdf'))]).toEqual(['pdf', 'pdf']);
  expect(kindOf(file('immagine', 'image/png'))).toBe('image');
  expect(kindOf(file('nota', 'text/plain'))).toBe('text');
  for (const [name, mime] of [['a.svg', 'image/png'], ['a.html', 'text/plain'], ['a.png.exe', 'image/png'], ['disegno', 'image/svg+xml'], ['a.xlsx', ''], ['constructor', ''], ['a.constructor', ''], ['', 'constructor']] as const) {
    expect([name, kindOf(file(name, mime))]).toEqual([name, 'none']);
  }
});

test('DET-08: a picture is of the type of its bytes, whatever its name says', () => {
  expect(imageType(letters('\x89PNG\r\n\x1a\n…'))).toBe('image/png');
  expect(imageType(letters('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
  expect(imageType(letters('GIF89a'))).toBe('image/gif');
  expect(imageType(letters('RIFF\x10\0\0\0WEBPVP8 '))).toBe('image/webp');
  for (const bytes of [letters('<svg xmlns="http://www.w3.org/2000/svg">'), letters('<html>'), letters('RIFF\x10\0\0\0WAVE'), letters('\x89PN'), new Uint8Array()]) expect(imageType(bytes)).toBeNull();
});

test('DET-08: a text is shown as words, its beginning alone when it is long, and never cut within a letter', () => {
  expect(textOf(bytesOf('<b>più</b>\r\n\tèà'), 'windows-1252')).toEqual({ text: '<b>più</b>\r\n\tèà', cut: false });
  const long = textOf(bytesOf(`x${'è'.repeat(TEXT_SHOWN)}`), 'windows-1252');
  expect(long.cut).toBe(true);
  expect(long.text).toBe(`x${'è'.repeat(TEXT_SHOWN / 2 - 1)}`);
  expect(textOf(new Uint8Array(TEXT_SHOWN).fill(97), 'windows-1252').cut).toBe(false);
});

test('DET-08: older files are read by the code page of the person’s language; UTF-16 by its mark', () => {
  expect(textOf(letters('perch\xe9'), 'windows-1252').text).toBe('perché');
  expect(textOf(letters('\xcf\xf0\xe8\xe2\xe5\xf2'), 'windows-1251').text).toBe('Привет');
  expect(textOf(letters('\xff\xfec\0i\0\xe0\0'), 'windows-1252').text).toBe('cià');
  expect(textOf(letters('\xfe\xff\0c\0i'), 'windows-1252').text).toBe('ci');
  expect(textOf(letters('\xef\xbb\xbfciao'), 'windows-1252').text).toBe('ciao');
});

test('DET-08: what turns the order of the words, or cannot be seen, is shown by its name', () => {
  expect(textOf(bytesOf('fattura\u202egnp.exe\u202c\u2066a\u2069\u200f'), 'windows-1252').text).toBe('fattura‹U+202E›gnp.exe‹U+202C›‹U+2066›a‹U+2069›‹U+200F›');
  expect(textOf(bytesOf('a\0b\u001b[31mc\u007f\n'), 'windows-1252').text).toBe('a␀b␛[31mc␡\n');
});

test('DET-08: a page is as wide as its room and as sharp as the screen; one that claims to be huge gets no canvas that cannot be', () => {
  expect(sizeOnScreen({ width: 595, height: 842 }, 629, 1, 2)).toEqual({ width: 595, height: 842, pixels: { width: 1190, height: 1684 }, scale: 2 });
  expect(sizeOnScreen({ width: 595, height: 842 }, 629, 3, 1)).toMatchObject({ width: 1785, height: 2526, scale: 3 });
  for (const page of [{ width: 1, height: 14_400 }, { width: 14_400, height: 1 }, { width: 1e7, height: 1e7 }, { width: 0, height: 0 }, { width: 595, height: 842 }]) {
    for (const room of [0, 300, 5_000]) {
      const { pixels } = sizeOnScreen(page, room, 6, 3);
      expect([pixels.width >= 1, pixels.height >= 1, pixels.width <= 16_000, pixels.height <= 16_000, pixels.width * pixels.height <= 32_000_000]).toEqual(Array(5).fill(true));
    }
  }
});
