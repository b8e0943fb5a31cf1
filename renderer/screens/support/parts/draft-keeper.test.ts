import { expect, test, vi } from 'vitest';
import { DraftKeeper, type DraftState } from './draft-keeper.ts';

function keeper(save: (content: string) => Promise<unknown>) {
  const states: DraftState[] = [];
  return { states, keeper: new DraftKeeper<string>(save, (state) => states.push(state)) };
}

test('TKT-14: what is typed is written after a short pause, the last content wins', async () => {
  vi.useFakeTimers();
  const written: string[] = [];
  const { keeper: draft, states } = keeper(async (content) => void written.push(content));
  draft.change('c');
  draft.change('ci');
  draft.change('cia');
  await vi.advanceTimersByTimeAsync(100);
  expect(written).toEqual(['cia']);
  expect(states.at(-1)).toBe('saved');
  vi.useRealTimers();
});

test('TKT-14: who types on without a pause is written all the same', async () => {
  vi.useFakeTimers();
  const written: string[] = [];
  const { keeper: draft } = keeper(async (content) => void written.push(content));
  for (let letters = 1; letters <= 10; letters += 1) {
    draft.change('x'.repeat(letters));
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(written.length).toBeGreaterThan(3);
  vi.useRealTimers();
});

test('TKT-14: leaving writes at once what was typed during a slow write, in order', async () => {
  const written: string[] = [];
  let release = () => {};
  const { keeper: draft, states } = keeper(async (content) => {
    written.push(content);
    if (content === 'one') await new Promise<void>((resolve) => (release = resolve));
  });
  draft.change('one');
  const first = draft.flush();
  draft.change('two');
  const second = draft.flush();
  release();
  await Promise.all([first, second]);
  expect(written).toEqual(['one', 'two']);
  expect(states.at(-1)).toBe('saved');
});

test('TKT-14: a write that fails is said and tried again with the same words', async () => {
  const written: string[] = [];
  let broken = true;
  const { keeper: draft, states } = keeper(async (content) => {
    if (broken) throw new Error('disk full');
    written.push(content);
  });
  draft.change('words');
  await draft.flush();
  expect(states.at(-1)).toBe('failed');
  broken = false;
  await draft.flush();
  expect(written).toEqual(['words']);
  expect(states.at(-1)).toBe('saved');
});

test('A draft that became a request is never written again', async () => {
  const written: string[] = [];
  const { keeper: draft } = keeper(async (content) => void written.push(content));
  draft.change('words');
  await draft.end();
  draft.change('late key');
  await draft.flush();
  expect(written).toEqual([]);
});

test('Leaving a form in which nothing was typed says nothing of a draft', async () => {
  const { keeper: draft, states } = keeper(async () => undefined);
  await draft.flush();
  expect(states).toEqual([]);
});
