import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TITLE = /^[ \t]*(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])(.*?)\1\s*,/gms;
const ROW = /^\| ([A-Z]{1,3}-?\d{1,2}) \| (.*?) \| .* \|$/gm;
const NONE = 'none yet';

export const COVERAGE = 'docs/coverage.md';

/** The rules that a title names: `TKT-06`, `DET-03…07` and `I1…I5` for a run of them, `R1`. */
export function rulesIn(title: string): readonly string[] {
  const rules: string[] = [];
  for (const [, area = '', first = '', last] of title.matchAll(/\b(ACC|TKT|LST|DET|OFF|DSH|SLA|DOC|CRM|INV|DEA|CER|SET)-(\d{2})(?:…(\d{2}))?/g)) {
    for (let number = Number(first); number <= Number(last ?? first); number++) rules.push(`${area}-${String(number).padStart(2, '0')}`);
  }
  for (const [, kind = '', first = '', last] of title.matchAll(/\b([RIP])(\d{1,2})(?:…\1(\d{1,2}))?\b/g)) {
    for (let number = Number(first); number <= Number(last ?? first); number++) rules.push(`${kind}${number}`);
  }
  return rules;
}

/** Rule → the test files, relative to `root`, with a title that names it. */
export function testsByRule(root: string): ReadonlyMap<string, readonly string[]> {
  const files = globSync('{shared,electron,cloud,renderer,tests,scripts}/**/*.test.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/')).sort();
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const [, , title = ''] of readFileSync(join(root, file), 'utf8').matchAll(TITLE)) {
      for (const rule of rulesIn(title)) {
        const known = found.get(rule) ?? [];
        if (!known.includes(file)) found.set(rule, [...known, file]);
      }
    }
  }
  return found;
}

/**
 * The page with its tables' third column written anew. Which rules there are, and what each says, is written by hand.
 *
 * @throws Error when a title names a rule that no table has, and when a rule has two lines
 */
export function withTests(page: string, found: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...page.matchAll(ROW)].map(([, rule]) => rule);
  const rows = new Set(lines);
  const twice = lines.filter((rule, place) => lines.indexOf(rule) !== place);
  if (twice.length > 0) throw new Error(`${COVERAGE} has more than one line for ${twice.join(', ')}`);
  const unknown = [...found.keys()].filter((rule) => !rows.has(rule));
  if (unknown.length > 0) throw new Error(`${COVERAGE} has no line for ${unknown.map((rule) => `${rule} (${found.get(rule)?.[0] ?? ''})`).join(', ')}`);
  return page.replace(ROW, (_line, rule: string, what: string) => `| ${rule} | ${what} | ${found.get(rule)?.map((file) => `\`${file}\``).join('<br>') ?? NONE} |`);
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const path = join(root, COVERAGE);
  writeFileSync(path, withTests(readFileSync(path, 'utf8'), testsByRule(root)));
}
