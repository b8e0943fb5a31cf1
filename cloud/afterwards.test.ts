import { expect, test } from 'vitest';
import { Afterwards } from './afterwards.ts';

test('DOC-01: what is asked for ten times while it runs runs once more, sees the last of it, and a failure costs none', async () => {
  const problems: unknown[] = [];
  const afterwards = new Afterwards((error) => problems.push(error));
  const seen: number[] = [];
  let text = 0;
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  const publish = async () => {
    seen.push(text);
    if (seen.length === 1) {
      await held;
      throw new Error('planted');
    }
  };
  for (text = 1; text < 10; text += 1) {
    afterwards.runOnce('library', publish);
    await Promise.resolve();
  }
  release();
  await afterwards.idle();
  expect(seen).toEqual([1, 10]);
  expect(problems).toHaveLength(1);
  afterwards.runOnce('library', publish);
  await afterwards.idle();
  expect(seen).toEqual([1, 10, 10]);
});
