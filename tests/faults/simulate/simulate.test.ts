import { expect, test, vi } from 'vitest';
import { FINDING } from './finding-histories.ts';
import { play } from './play.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { shortest } from './shrink.ts';
import { planOf, told } from './steps.ts';

const SEEDS = Number(process.env['SPORTELLO_SIMULATE_SEEDS'] ?? 40);
/** Histories of a fixed beginning, so that a run in CI is like the last one; `npm run simulate` plays others. */
const FIRST = 1;

test(`I1-I14, R1-R4: ${SEEDS} histories of faults, crashes, copies and restored clouds violate nothing, and all drain (I3)`, { timeout: 600_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const { violations, history } = await play(planOf(seed));
    expect(violations, `npm run simulate -- --seed ${seed}\n${history.join('\n')}`).toEqual([]);
  }
});

test('the same seed gives the same history, event by event', { timeout: 120_000 }, async () => {
  for (const seed of [3, 17, 42]) expect(await play(planOf(seed))).toEqual(await play(planOf(seed)));
});

test('a history leaves no timer of the real clock behind, which would keep all of it and run in the next one', async () => {
  const spies = (['setTimeout', 'setInterval'] as const).map((name) => vi.spyOn(globalThis, name));
  await play(planOf(3));
  expect(spies.map((spy) => spy.mock.calls.length)).toEqual([0, 0]);
  vi.restoreAllMocks();
});

test.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))('a planted bug is found: %s (sync.md, How it is tested)', { timeout: 60_000 }, async (name, bug) => {
  const plan = FINDING[name];
  if (plan === undefined) throw new Error('no history is known that finds it');
  expect((await play(plan)).violations).toEqual([]);
  expect((await play(plan, bug)).violations).not.toEqual([]);
});

test('a violation comes with the shortest history that can be found', { timeout: 120_000 }, async () => {
  const bug = PLANTED_BUGS.find(({ name }) => name === 'log not fsynced');
  const plan = planOf(50);
  const fails = async (shorter: typeof plan) => (await play(shorter, bug)).violations.length > 0;
  const short = await shortest(plan, fails);
  expect(await fails(short)).toBe(true);
  expect(short.steps.map(told).join('\n')).toMatch(/kill .*power=true/);
  expect(short.steps.length).toBeLessThan(plan.steps.length / 2);
});
