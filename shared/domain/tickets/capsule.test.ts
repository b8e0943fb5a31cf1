import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintOf } from './capsule.ts';

const of = (summary: string, code = 'PRN-0012', program = 'Magazzino') => fingerprintOf({ program, code, summary });

test('TKT-03: the same error has one fingerprint, whatever document, number, person, path or id it was about', () => {
  const first = of('Impossibile stampare il DDT n. 4471/2026 di "ROSSI SRL" in C:\\Users\\mario\\stampe\\ddt.pdf (0x80004005)');
  expect(first).not.toBeNull();
  expect(of('Impossibile stampare il DDT n. 12/2025 di "BIKELT" in D:\\stampe\\x.pdf (0x80004002)')).toBe(first);
  expect(of('Errore di ‹e-mail 1› sulla riga 3')).toBe(of('Errore di mario.rossi@rossisrl.example sulla riga 18'));
  expect(of('riga 0197a8a2-1111-7000-8000-000000000001 assente')).toBe(of('riga 0197ffff-2222-7000-8000-0000000000aa assente'));
});

test('TKT-03: another error, another code or another program has another fingerprint', () => {
  const all = [of('Stampante spenta'), of('Carta finita'), of('Stampante spenta', 'PRN-0013'), of('Stampante spenta', 'PRN-0012', 'Vendite')];
  expect(new Set(all).size).toBe(4);
});

test('TKT-03: an error of ours is told by its code in every language, a bug by its own words; no error has none', () => {
  const own = (code: string, summary: string) => fingerprintOf({ program: 'Sportello', code, summary });
  expect(own('disk.full', 'Il disco è pieno.')).toBe(own('disk.full', 'The disk is full.'));
  expect(own('unexpected', 'Errore imprevisto.\nTypeError: x of undefined')).toBe(own('unexpected', 'Unexpected.\nTypeError: x of undefined'));
  expect(own('unexpected', 'Errore imprevisto.\nTypeError: x of undefined')).not.toBe(own('unexpected', 'Errore imprevisto.\nRangeError: y'));
  expect(own('', 'Elenco')).toBeNull();
  expect(of('', '')).toBeNull();
});

test('TKT-03: every number counts the same', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), (one, other) => of(`Ordine ${one} bloccato da ${other}`) === of(`Ordine ${other} bloccato da ${one}`)));
});

test('R8: no text makes a fingerprint fail or slow', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (code, summary) => of(summary, code) === of(summary, code)));
  for (const letter of ['a1', '/a', '"', '@', '‹', '0x']) expect(() => of(letter.repeat(1000))).not.toThrow();
});
