import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

/** Reads it back as a spreadsheet does. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const body = text.slice(1);
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at] ?? '';
    if (quoted && letter === '"' && body[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === ';' || body.startsWith('\r\n', at))) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (letter !== ';') [at] = [at + 1, rows.push([])];
    } else cell += letter;
  }
  return rows.slice(0, -1);
}

test('LST-07: whatever the cells hold comes back as it was, row by row', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', '\r', ',', ' ', 'è', 'Ж') }).filter((value) => !/^[\r\t]/.test(value));
  fc.assert(fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
    expect(read(csvOf(rows))).toEqual(rows);
  }));
});

test('LST-07: nothing in the file is a formula', () => {
  for (const wrong of ['=1+1', '+39 02', '-2', '@SUM(A1)', '\t=1', '\r=1']) {
    const [[cell] = []] = read(csvOf([[wrong, 'x']]));
    expect(cell).toBe(`'${wrong}`);
  }
  expect(read(csvOf([['a=b', '2026-11-20']]))).toEqual([['a=b', '2026-11-20']]);
  expect(csvOf([['à']]).charCodeAt(0)).toBe(0xfeff);
});
