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

test('the histories can fail: a message that goes, and one without what it answers, are found', { timeout: 120_000 }, async () => {
  const { violations } = await play({
    seed: 3,
    steps: 24,
    clients: 2,
    async sabotage({ cloud }, { given }) {
      const { owner } = cloud.services.pools;
      const first = given.find((one) => one.name === 'ticket.reply' && !one.toConfirm);
      // As a cloud that forgets would: told to the desks like any other change.
      await owner.query('update app.message set deleted = true, seq = (select seq + 1 from app.feed where tenant_id = message.tenant_id), rev = rev + 1 where id = $1', [first?.messageId]);
      await owner.query("with taken as (update app.feed set seq = seq + 1, mark = 'planted' where tenant_id = (select tenant_id from app.message where id = $1) returning tenant_id, seq) insert into app.feed_mark (tenant_id, seq, mark, at) select tenant_id, seq, 'planted', 0 from taken", [first?.messageId]);
    },
  });
  const found = violations.join('\n');
  expect(found).toMatch(/no longer shows a message seen before/);
  expect(found).toMatch(/shows .* without .*, which its author had in sight/);
});
