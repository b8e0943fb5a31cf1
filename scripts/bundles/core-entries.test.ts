import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { coreEntries } from './core-entries.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('Each worker that the core asks for when bundled is an entry of the bundle, and each entry has its source', () => {
  const entries = coreEntries(root);
  const asked = globSync('electron/core/**/*.ts', { cwd: root }).flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/'\.\/([\w-]+)\.js'|new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)/g)].map(([, bundled, source]) => bundled ?? source));
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.filter((name) => !(name !== undefined && name in entries))).toEqual([]);
  expect(Object.values(entries).filter((path) => !existsSync(path))).toEqual([]);
});
