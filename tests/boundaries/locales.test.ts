import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../shared/locales/', import.meta.url));
const FILES = globSync('it/*.json', { cwd: folder }).map((path) => basename(path));
/** i18next's plural endings: Russian has two that Italian and English do not have. */
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

function read(language: string, file: string): Record<string, string> {
  // Flat objects of strings, by the files' own rule.
  return JSON.parse(readFileSync(`${folder}${language}/${file}`, 'utf8')) as Record<string, string>;
}
const keysOf = (table: Record<string, string>) => [...new Set(Object.keys(table).map((key) => key.replace(PLURAL, '')))].sort();
const factsOf = (sentence: string) => [...sentence.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name ?? '').sort();

test('There are sentences to compare', () => {
  expect(FILES).toContain('errors.json');
});

test.each(FILES)('%s says the same things in Italian, English and Russian', (file) => {
  const it = read('it', file);
  for (const language of ['en', 'ru']) {
    const other = read(language, file);
    expect(keysOf(other), language).toEqual(keysOf(it));
    const strange = Object.keys(it).filter((key) => key in other && !PLURAL.test(key) && String(factsOf(other[key] ?? '')) !== String(factsOf(it[key] ?? '')));
    expect(strange, `facts in ${language}`).toEqual([]);
    expect(Object.entries(other).filter(([, sentence]) => sentence.trim() === ''), `empty in ${language}`).toEqual([]);
  }
});
