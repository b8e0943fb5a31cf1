import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST_CONTEXT, readContext } from './context.ts';

const FULL = {
  sportello: 1, program: 'Magazzino', version: '23.0.0.69', code: 'PRN-0012', title: 'Stampa DDT', summary: 'La stampante non risponde', description: 'Premo Stampa\ne si ferma',
  screen: 'Documenti di magazzino', record: 'DDT 4471/2026', at: '2026-11-03T11:11:12+01:00', log: ['10:11:12 stampa', '10:11:40 scaduto'],
};
const problem = (json: string) => {
  const read = readContext(json);
  return read.ok ? null : read.problem;
};

test('OFF-06: a context fills the form with all that it says', () => {
  const { sportello: _, at, log, ...texts } = FULL;
  expect(readContext(JSON.stringify(FULL))).toEqual({ ok: true, parameters: { ...texts, log: log.join('\n'), at: String(Date.parse(at)) } });
  expect(readContext('{}')).toEqual({ ok: true, parameters: {} });
});

test.each([
  ['no JSON', '{', /not JSON/],
  ['a list', '[]', /context/],
  ['a later version of the format', JSON.stringify({ ...FULL, sportello: 2 }), /sportello/],
  ['a field that is none of ours', JSON.stringify({ ...FULL, send: true }), /send/],
  ['a picture by its path: it would make this program read files for another', JSON.stringify({ ...FULL, picture: '/home/x/segreto.png' }), /picture/],
  ['a value of another kind', JSON.stringify({ title: 7 }), /title/],
  ['a control character', JSON.stringify({ title: 'a\u0000b' }), /title/],
  ['a line feed where one line belongs', JSON.stringify({ record: 'a\nb' }), /record/],
  ['an object where text belongs', JSON.stringify({ summary: { toString: 'x' } }), /summary/],
  ['a log line with a control character', JSON.stringify({ log: ['a\u001bb'] }), /log/],
  ['a log that is too long', JSON.stringify({ log: Array.from({ length: 30 }, () => 'x'.repeat(1000)) }), /log/],
  ['too many log lines', JSON.stringify({ log: Array.from({ length: 201 }, () => '') }), /log/],
  ['a date that is none', JSON.stringify({ at: 'yesterday' }), /at/],
  ['__proto__', '{"__proto__":{"title":"x"}}', /__proto__/],
  ['constructor', '{"constructor":{"prototype":{"title":"x"}}}', /constructor/],
  ['more than fits', JSON.stringify({ title: 'x' }) + ' '.repeat(LARGEST_CONTEXT), /bytes/],
  ['nesting without end', '['.repeat(60_000), /not JSON|context/],
])('OFF-06, R8: refused with its reason: %s', (_what, json, reason) => {
  expect(problem(json)).toMatch(reason);
  expect(({} as { title?: string }).title).toBeUndefined();
});

test('OFF-06, R8: no text makes the reader fail, and what it answers is text alone', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((value) => JSON.stringify({ ...FULL, extra: value }))), (json) => {
      const read = readContext(json);
      if (read.ok) for (const value of Object.values(read.parameters)) expect(typeof value).toBe('string');
    }),
  );
});
