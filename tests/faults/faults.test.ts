import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createTestCloud } from '#cloud/testing/test-cloud.ts';
import { playRound, type RoundOptions } from './round.ts';

const ROUNDS = Number(process.env['SPORTELLO_FAULT_ROUNDS'] ?? 1);
const FIRST_SEED = Number(process.env['SPORTELLO_FAULT_SEED'] ?? 1);
const STEPS = Number(process.env['SPORTELLO_FAULT_STEPS'] ?? 20);

async function play(options: Omit<RoundOptions, 'cloud'>) {
  const cloud = await createTestCloud();
  try {
    return await playRound({ ...options, cloud });
  } finally {
    await cloud.stop();
  }
}

test.each(Array.from({ length: ROUNDS }, (_, index) => FIRST_SEED + index))(
  'R1, R2, R4, I1-I5: whatever the network, kill -9 and the cloud do, what was acknowledged took effect once or needs its author (seed %i)',
  { timeout: 180_000 },
  async (seed) => {
    const { history, violations } = await play({ seed, steps: STEPS });
    expect(violations, `seed ${seed}\n${history.lines.join('\n')}`).toEqual([]);
  },
);

test('the rounds can fail: a lost ticket, a command that nobody knows, a ticket twice and a change twice are found', { timeout: 180_000 }, async () => {
  const { violations } = await play({
    seed: 5,
    steps: 0,
    async sabotage({ cloud }, { given }) {
      const [lost, unknown, twice] = given;
      const { owner } = cloud.services.pools;
      await owner.query('update app.ticket set deleted = true where id = $1', [lost?.ticketId]);
      await owner.query('delete from app.command where id = $1', [unknown?.commandId]);
      await owner.query('update app.ticket set rev = rev + 100 where id = $1', [unknown?.ticketId]);
      const copy = "insert into app.ticket select (jsonb_populate_record(ticket, jsonb_build_object('id', $1::text, 'number', number + 1000))).* from app.ticket where id = $2";
      await owner.query(copy, [uuidv7(), twice?.ticketId]);
    },
  });
  const found = violations.join('\n');
  for (const sign of [/I1 .* n1\. is there 0 times/, /I1 .* n2\. is lost/, /R2 .* n2\. was changed 100 times/, /I2 .* n3\. is there 2 times/, /R3 only MARIO ROSSI has .* n1\./]) expect(found).toMatch(sign);
});
