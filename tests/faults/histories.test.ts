import { expect, test } from 'vitest';
import { createTestCloud } from '#cloud/testing/test-cloud.ts';
import { playHistory, type HistoryOptions } from './play-history.ts';

const HISTORIES = Number(process.env['SPORTELLO_HISTORIES'] ?? 1);
const FIRST_SEED = Number(process.env['SPORTELLO_FAULT_SEED'] ?? 1);
const STEPS = Number(process.env['SPORTELLO_FAULT_STEPS'] ?? 96);

async function play(options: Omit<HistoryOptions, 'cloud'>) {
  const cloud = await createTestCloud();
  try {
    return await playHistory({ ...options, cloud });
  } finally {
    await cloud.stop();
  }
}

test.each(Array.from({ length: HISTORIES }, (_, index) => FIRST_SEED + index))(
  'I1-I5, R3: eight clients on lines of their own: exactly once, no answer before what it answers, nothing seen goes, and all become equal (seed %i)',
  { timeout: 300_000 },
  async (seed) => {
    const { history, violations } = await play({ seed, steps: STEPS, clients: 8 });
    expect(violations, `seed ${seed}\n${history.lines.join('\n')}`).toEqual([]);
    expect(history.given.length).toBeGreaterThan(STEPS / 5);
  },
);
