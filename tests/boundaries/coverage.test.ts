import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { COVERAGE, rulesIn, testsByRule, withTests } from '#scripts/rule-coverage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('docs/coverage.md says what the titles of the tests say; `npm run coverage` writes it', () => {
  const page = readFileSync(join(root, COVERAGE), 'utf8');
  expect(withTests(page, testsByRule(root))).toBe(page);
});

test('a title’s rules are read one by one, and a rule without a line or with two is said', () => {
  expect(rulesIn('TKT-01, DET-03…05: words (R1, I12…I14)')).toEqual(['TKT-01', 'DET-03', 'DET-04', 'DET-05', 'R1', 'I12', 'I13', 'I14']);
  const page = '| rule | what | tests |\n|---|---|---|\n| R1 | saved | old |\n| R2 | once | old |\n';
  expect(withTests(page, new Map([['R1', ['a.test.ts', 'b.test.ts']]]))).toContain('| R1 | saved | `a.test.ts`<br>`b.test.ts` |\n| R2 | once | none yet |');
  expect(() => withTests(page, new Map([['I9', ['a.test.ts']]]))).toThrow('I9 (a.test.ts)');
  expect(() => withTests(`${page}| R1 | saved | old |\n`, new Map())).toThrow('more than one line for R1');
});
