import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { replyOf } from './history.ts';
import { playHistory, type HistoryOptions } from './play-history.ts';

const HISTORIES = Number(process.env['SPORTELLO_HISTORIES'] ?? 1);
const FIRST_SEED = Number(process.env['SPORTELLO_FAULT_SEED'] ?? 1);
const STEPS = Number(process.env['SPORTELLO_FAULT_STEPS'] ?? 96);

async function play(options: Omit<HistoryOptions, 'cloud'>, harm?: (cloud: TestCloud) => HistoryOptions['harm']) {
  const cloud = await createTestCloud();
  try {
    return await playHistory({ ...options, cloud, harm: harm?.(cloud) });
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

/** As a cloud that forgets would: told to the desks like any other change. */
async function forget(cloud: TestCloud, message: string): Promise<void> {
  const client = new pg.Client({ connectionString: cloud.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query("update app.feed set seq = seq + 1, mark = 'planted' where tenant_id = $1", [TENANTS.rossi]);
  await client.query("insert into app.feed_mark (tenant_id, seq, mark, at) select tenant_id, seq, 'planted', 0 from app.feed where tenant_id = $1", [TENANTS.rossi]);
  await client.query('update app.message set deleted = true, rev = rev + 1, seq = (select seq from app.feed where tenant_id = $2) where id = $1', [message, TENANTS.rossi]);
  await client.query('commit');
  await client.end();
}

test('the histories can fail: a message that goes after it was seen, and an answer without what it answers, are found', { timeout: 300_000 }, async () => {
  const ticket = TICKETS.rossi;
  const { violations } = await play({ seed: 3, steps: 0, clients: 2 }, (cloud) => async (clients, give) => {
    const [asking, answering] = clients;
    if (!asking || !answering) throw new Error('two clients are needed');
    const [question, answer] = [replyOf(asking.who, ticket, 'La domanda', false), replyOf(answering.who, ticket, 'La risposta', false)];
    await give(asking, question);
    while (!(await answering.observer.look(ticket)).has(question.messageId)) await sleep(50);
    await give(answering, answer);
    while (!(await asking.observer.look(ticket)).has(answer.messageId)) await sleep(50);
    await forget(cloud, question.messageId);
    for (const { process } of clients) {
      await process.invoke('sync.now', {});
      const shown = async () => (await process.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticket }))?.messages.some(({ id }) => id === question.messageId);
      while (await shown()) await sleep(50);
    }
  });
  const found = violations.join('\n');
  expect(found).toMatch(/no longer shows I5 its own message/);
  expect(found).toMatch(/no longer shows a message seen before/);
  expect(found).toMatch(/shows .* without .*, which its author had in sight/);
});
