import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

// With CI set, typescript-eslint takes a file's text from the disk the first time, and the planted text is never seen.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const root = fileURLToPath(new URL('../../', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** The rules that complain about `text`, were it the content of that file. */
async function complaints(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}${filePath}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

test.each([
  ['any', 'shared/domain/kernel/text.ts', 'export const planted = (x: any) => x;', '@typescript-eslint/no-explicit-any'],
  ['a promise that nobody waits for', 'electron/core/host.ts', 'export function planted(): void { Promise.resolve(1); }', '@typescript-eslint/no-floating-promises'],
  ['a type imported as a value', 'electron/core/host.ts', "import { Server } from 'node:http';\nexport type Planted = Server;", '@typescript-eslint/consistent-type-imports'],
  ['electron outside the desktop host', 'electron/core/host.ts', "import { app } from 'electron';\nexport const planted = app;", 'no-restricted-imports'],
  ['the kit in a screen', 'renderer/format.ts', "import { Button } from '@mantine/core';\nexport const planted = Button;", 'no-restricted-imports'],
  ['the clock in a rule', 'shared/domain/kernel/text.ts', 'export const planted = () => Date.now();', 'no-restricted-syntax'],
  ['the named z, which brings 443 KB', 'shared/api/errors.ts', "import { z } from 'zod';\nexport const planted = z.string();", 'no-restricted-syntax'],
  ['a default export', 'electron/core/host.ts', 'export default 1;', 'no-restricted-exports'],
  ['a file of more than 400 lines', 'electron/core/host.ts', `${'// line\n'.repeat(401)}export const planted = 1;`, 'max-lines'],
])('Lint finds %s', async (_what, file, text, rule) => {
  expect(await complaints(file, `${text}\n`)).toContain(rule);
});
