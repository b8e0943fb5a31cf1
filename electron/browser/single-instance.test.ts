import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { becomeInstance } from './single-instance.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'sportello-one-'));

test('One program per profile: the second start asks the first one to show itself', async () => {
  const root = folder();
  let resolveKnock: () => void = () => undefined;
  const knocked = new Promise<void>((resolve) => (resolveKnock = resolve));
  const first = await becomeInstance(root, resolveKnock);
  expect(first).toBeDefined();
  expect(await becomeInstance(root, () => undefined)).toBeUndefined();
  await knocked;
  const other = await becomeInstance(folder(), () => undefined);
  expect(other).toBeDefined();
  await other?.release();
  await first?.release();
  const again = await becomeInstance(root, () => undefined);
  expect(again).toBeDefined();
  await again?.release();
});
