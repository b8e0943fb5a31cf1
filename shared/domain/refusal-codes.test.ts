import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES, MESSAGES } from '#shared/locales/messages.ts';

const SOURCES = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('\n');
const said = (pattern: RegExp): string[] => [...new Set([...SOURCES.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();

/** Refusals, remarks, and the schemas' own rules. */
const CODES = said(/(?:refuse\(|code: |, )'([a-z_]+\.[a-z_.]+)'/g).filter((code) => !/\.(ts|publish|settle)$/.test(code));
/** Lines of the chat: `eventRow(…, 'taken', …)` and the reply's own. */
const EVENTS = [...said(/eventRow\([^']*'([a-z_]+)'/g), ...said(/events\.push\('([a-z_]+)'\)/g), 'in_progress', 'in_development'];

test('the codes of the rules are found in their sources', () => {
  expect(CODES).toEqual(expect.arrayContaining(['ticket.reopen.too_late', 'ticket.close.too_soon', 'rich_text.too_long', 'file.name', 'right.missing']));
  expect(CODES.length).toBeGreaterThan(30);
  expect(EVENTS).toEqual(expect.arrayContaining(['taken', 'assigned', 'attached', 'closed', 'reopened', 'waiting_for_customer']));
});

for (const language of LANGUAGES) {
  test(`every refusal and remark has a sentence, every event its words (${language})`, () => {
    expect(CODES.filter((code) => (MESSAGES[language].errors[code] ?? '').length < 20)).toEqual([]);
    expect(EVENTS.filter((code) => (MESSAGES[language].support[`event.${code}`] ?? '') === '')).toEqual([]);
  });
}

test('a sentence uses the same facts in every language, and never a ticket\'s number, which may not be there yet', () => {
  for (const code of CODES) {
    const facts = LANGUAGES.map((language) => [...(MESSAGES[language].errors[code] ?? '').matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort().join());
    expect(new Set(facts).size, code).toBe(1);
    expect(facts[0]).not.toContain('number');
  }
});
