import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { becomeInstance, type Started } from './single-instance.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'sportello-one-'));

test('One program per profile: the second start asks the first one to show itself', async () => {
  const root = folder();
  const here: Started = { argv: [], folder: '/' };
  const second: Started = { argv: ['--new-ticket', 'x.json'], folder: '/tmp' };
  let resolveKnock: (started: Started | undefined) => void = () => undefined;
  const knocked = new Promise<Started | undefined>((resolve) => (resolveKnock = resolve));
  const first = await becomeInstance(root, here, resolveKnock);
  expect(first).toBeDefined();
  expect(await becomeInstance(root, second, () => undefined)).toBeUndefined();
  expect(await knocked).toEqual(second);
  const other = await becomeInstance(folder(), here, () => undefined);
  expect(other).toBeDefined();
  await other?.release();
  await first?.release();
  const again = await becomeInstance(root, second, () => undefined);
  expect(again).toBeDefined();
  await again?.release();
});
