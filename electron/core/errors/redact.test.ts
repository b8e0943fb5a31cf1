import * as fc from 'fast-check';
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

const letters = (text: string) => fc.constantFrom(...text);
const upper = letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const digit = letters('0123456789');
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join(''));
const many = (one: fc.Arbitrary<string>, min: number, max = min) => fc.array(one, { minLength: min, maxLength: max }).map((each) => each.join(''));
const words = fc.constantFrom('Errore su', 'fattura n. 12 del 03/04/2026,', 'utente:', '(', 'salvataggio fallito', '\n', '"', '=');

const email = join(many(letters('abcdefgXYZ09._'), 1, 12).map((text) => `a${text.replace(/\.+/g, '.')}z`), fc.constant('@'), many(letters('abcxyz09-'), 1, 10).map((text) => `a${text}z`), fc.constantFrom('.it', '.example', '.co.uk'));
const fiscalCode = join(many(upper, 6), many(digit, 2), letters('ABCDEHLMPRST'), many(digit, 2), upper, many(digit, 3), upper);
const vatNumber = many(digit, 11);
const iban = join(fc.constant('IT'), many(digit, 2), upper, many(digit, 10), many(fc.oneof(digit, upper), 12));
const token = many(letters('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789_-'), 32, 200).map((text) => `a1${text}`);

function survives(secret: fc.Arbitrary<string>) {
  fc.assert(
    fc.property(words, secret, words, (before, found, after) => {
      const { text, count } = redact(`${before} ${found} ${after}`);
      expect(text).not.toContain(found);
      expect(count).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
}

test('TKT-03: an e-mail address never leaves with a capsule', () => survives(email));
test('TKT-03: an Italian tax code of a person never leaves with a capsule, in capitals or not', () => {
  survives(fiscalCode);
  survives(fiscalCode.map((code) => code.toLowerCase()));
});
test('TKT-03: a VAT number never leaves with a capsule', () => survives(vatNumber));
test('TKT-03: an IBAN never leaves with a capsule, also when it is written in groups', () => {
  survives(iban);
  survives(iban.map((code) => (code.match(/.{1,4}/g) ?? []).join(' ')));
});
test('TKT-03: tokens and long secrets never leave with a capsule', () => {
  survives(token);
  expect(redact('Authorization: Bearer abc.def').text).not.toContain('abc.def');
  expect(redact('password=Sportello.2026').text).toBe('password=‹secret›');
  expect(redact('{"token":"short1"}').text).not.toContain('short1');
});

test('TKT-03: paths do not tell who is logged in', () => {
  expect(redact('/home/mario.rossi/documenti/x.pdf').text).toBe('~/documenti/x.pdf');
  expect(redact('C:\\Users\\Mario\\Desktop').text).toBe('~\\Desktop');
  expect(redact('/Users/mario/x').text).toBe('~/x');
  expect(redact('in file:///tmp/sportello-journey-a1B2c3D4/dist/core/engine.js:12:7').count).toBe(0);
  if (homedir().length >= 4 && homedir() !== '/root') expect(redact(`${homedir()}/x`).text).toBe('~/x');
});

test('TKT-03: what support needs stays: dates, amounts, ids of rows, codes of errors', () => {
  const text = '2026-11-03T10:11:12.000Z warn cloud.timeout ticket=0192f0aa-1111-7aaa-8bbb-0123456789ab totale 1.234,56 EUR n. 1453 at 1762164672000';
  expect(redact(text)).toEqual({ text, count: 0 });
});

test('TKT-03: where it happened stays to be read: paths of our files, of temporary folders, on Windows and in addresses', () => {
  for (const place of [
    '/opt/sportello/resources/app.asar/dist/core/engine-2f8a11c0.js:120:15',
    '/tmp/sportello-journey-a1B2c3D4e5/luca/9f3c2e/0197a8a2-1111-7000-8000-000000000001/cache.db',
    'app://sportello/assets/ticket-list-screen-CrH4yWZo.js:1:24031',
    'electron/core/store/cache/queries/list-tickets-2.ts',
    'C:\\Programmi\\Business 2026\\Magazzino\\bsmagazz23.exe',
  ]) {
    expect(redact(place)).toEqual({ text: place, count: 0 });
  }
  // A part of a path that is a secret by itself goes, and the path stays.
  expect(redact('/var/lib/x/abcdefghijklmnopqrstuvwxyz0123456789/y').text).toBe('/var/lib/x/‹secret›/y');
  // Base64 with its slashes is no path.
  expect(redact('chiave Zm9vYmFy/2F4bG9uZ3N0cmluZw+QmFzZTY0VG9rZW4x').text).toBe('chiave ‹secret›');
});

test('Redacting what was redacted changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(words, email, fiscalCode, vatNumber, iban, token, fc.string()), { maxLength: 12 }), (parts) => {
      const once = redact(parts.join(' '));
      expect(redact(once.text)).toEqual({ text: once.text, count: 0 });
    }),
    { numRuns: 500 },
  );
});

test('No text makes redaction slow: a megabyte of one letter, of digits, of @, of dots', () => {
  for (const letter of ['a', '1', '@', '.', 'a@', 'IT11 ', '/home/', 'bearer ']) {
    const text = letter.repeat(Math.ceil(200_000 / letter.length));
    expect(redact(text).text.length).toBeLessThanOrEqual(text.length * 3);
  }
});
