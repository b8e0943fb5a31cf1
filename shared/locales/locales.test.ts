import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LANGUAGES } from './messages.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const house = fileURLToPath(new URL('../../', import.meta.url));
const FILES = readdirSync(`${here}it`).filter((name) => name.endsWith('.json'));
type Table = Readonly<Record<string, string>>;
const table = (language: string, file: string) => JSON.parse(readFileSync(`${here}${language}/${file}`, 'utf8')) as Table;
/** Each language has its own plural forms of one key. */
const base = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const bases = (keys: Table) => [...new Set(Object.keys(keys).map(base))].sort();
const factsOf = (text: string) => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]))].sort();

function sources(room: string): string {
  return readdirSync(`${house}${room}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(`${house}${room}/${name}`, 'utf8'))
    .join('\n');
}

test.each(FILES)('%s has the same keys in it, en and ru', (file) => {
  for (const language of LANGUAGES) expect(bases(table(language, file)), language).toEqual(bases(table('it', file)));
});

test.each(FILES)('%s: no text is empty, and a sentence asks for the same facts in every language', (file) => {
  const facts = (language: string) => {
    const named = new Map<string, string>();
    for (const [key, text] of Object.entries(table(language, file))) {
      expect(text.trim(), `${language} ${key}`).not.toBe('');
      // A singular may do without its number.
      if (key === base(key) || key.endsWith('_other')) named.set(base(key), factsOf(text).join());
    }
    return named;
  };
  for (const language of LANGUAGES) expect(facts(language), language).toEqual(facts('it'));
});

test.each(FILES)('%s: a plural has every form that its language counts with', (file) => {
  for (const language of LANGUAGES) {
    const keys = table(language, file);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = new Set(Object.keys(keys).filter((key) => key.endsWith('_other')).map(base));
    for (const key of plurals) expect(forms.filter((form) => !(`${key}_${form}` in keys)), `${language} ${key}`).toEqual([]);
  }
});

test('every refusal and remark of the rules has a sentence in all three languages', () => {
  const text = sources('shared/domain');
  const codes = [...text.matchAll(/(?:refuse\(\s*|remark\w*\(\s*|code:\s*)'([a-z_]+(?:\.[a-z_]+)+)'/g)].map((match) => match[1] ?? '');
  expect(codes.length).toBeGreaterThan(20);
  for (const language of LANGUAGES) expect([...new Set(codes)].filter((code) => !(code in table(language, 'errors.json'))), language).toEqual([]);
});

test('every typed error of the desk and of the cloud has a sentence in all three languages', () => {
  const text = `${sources('electron')}\n${sources('cloud')}`;
  const thrown = [...text.matchAll(/(?:new \w*(?:Error|Failure|Refusal)|refuse|refusal)\(\s*(?:\w+,\s*)?'([a-z_]+(?:\.[a-z_]+)+)'/g)].map((match) => match[1] ?? '');
  const named = [...text.matchAll(/code: '([a-z_]+(?:\.[a-z_]+)+)'/g)].map((match) => match[1] ?? '');
  const listed = [...text.matchAll(/type \w*ErrorCode =([^;]+);/g)].flatMap((match) => [...(match[1] ?? '').matchAll(/'([^']+)'/g)].map((code) => code[1] ?? ''));
  const codes = new Set([...thrown, ...named, ...listed, 'unexpected', 'connection.lost']);
  expect(codes.size).toBeGreaterThan(30);
  for (const language of LANGUAGES) expect([...codes].filter((code) => !(code in table(language, 'errors.json'))), language).toEqual([]);
});

test('every text that the screens ask for by name exists', () => {
  const known: Readonly<Record<string, Table>> = Object.fromEntries(FILES.map((file) => [file.replace('.json', ''), table('it', file)]));
  const has = (space: string, key: string) => bases(known[space] ?? {}).includes(key);
  const missing: string[] = [];
  const names = readdirSync(`${house}renderer`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  let seen = 0;
  for (const name of names) {
    const text = readFileSync(`${house}renderer/${name}`, 'utf8');
    const home = /(?:useTranslation|getFixedT\(null, )\(?'(\w+)'/.exec(text)?.[1];
    for (const [, key = ''] of text.matchAll(/\bt\(\s*'([^']+)'/g)) {
      seen += 1;
      const [space, rest] = key.includes(':') ? (key.split(':') as [string, string]) : [home, key];
      // A helper that is handed its `t` may speak of any file.
      if (!(space === undefined ? Object.keys(known) : [space]).some((one) => has(one, rest))) missing.push(`${name}: ${space ?? '*'}:${rest}`);
    }
  }
  expect(seen).toBeGreaterThan(150);
  expect(missing).toEqual([]);
});
