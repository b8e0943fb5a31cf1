import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { OTHER_HALF, PLANTED, TARGETS } from './planted.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const config = join(root, '.dependency-cruiser.cjs');
const ROOMS = ['shared', 'electron', 'renderer', 'cloud', 'scripts', 'tests'];

interface Report {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[] };
}

function cruise(cwd: string, rooms: readonly string[]): Report {
  // dependency-cruiser's JSON reporter; it ends well whatever it finds.
  return JSON.parse(execFileSync(process.execPath, [tool, '--config', config, '--output-type', 'json', ...rooms], { cwd, encoding: 'utf8', maxBuffer: 200_000_000 })) as Report;
}

const house = mkdtempSync(join(tmpdir(), 'sportello-planted-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), `${text}\n`);
}

test('The graph sees the house: its modules and the imports between its rooms (on TypeScript 7 it would see none and say all is well)', () => {
  const { modules } = cruise(root, ROOMS);
  const ours = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules'));
  expect(ours.length).toBeGreaterThan(200);
  const contract = modules.find(({ source }) => source === 'renderer/bridge.ts')?.dependencies.map(({ resolved }) => resolved);
  expect(contract).toContain('shared/rpc/contract.ts');
});

test('Every rule of the import table finds a violation that is planted for it', () => {
  for (const { file, text } of [...PLANTED, OTHER_HALF]) write(file, text);
  for (const target of TARGETS) write(target, 'export const anything = 1;');
  write('cloud/anything.test.ts', 'export const anything = 1;');
  write('tests/anything.ts', 'export const anything = 1;');
  copyFileSync(join(root, 'tests/tsconfig.json'), join(house, 'tests/tsconfig.json'));
  copyFileSync(join(root, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'));
  copyFileSync(join(root, 'package.json'), join(house, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');

  const { violations } = cruise(house, ['shared', 'electron', 'renderer', 'cloud']).summary;
  const found = new Set(violations.map(({ rule, from }) => `${rule.name} in ${from}`));
  expect(PLANTED.map(({ rule, file }) => `${rule} in ${file}`).filter((planted) => !found.has(planted))).toEqual([]);

  // A rule that is added without a planted violation would be a rule that nobody has seen work.
  const rules = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };
  const seen = new Set(PLANTED.map(({ rule }) => rule));
  expect(rules.forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
});
