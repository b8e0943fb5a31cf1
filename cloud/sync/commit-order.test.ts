import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { rowsOf, TestDesk } from '#cloud/testing/test-desk.ts';
import { START, type Cursor } from '#shared/api/sync.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

test('eight desks write at once and one pulls all the while: no row is ever passed by its cursor (I6, commit-order gaps)', async () => {
  const tenant = TENANTS.rossi;
  const reader = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const writers = await Promise.all(Array.from({ length: 8 }, (_, index) => TestDesk.signedIn(cloud.url, index % 2 ? PEOPLE.mario.email : PEOPLE.giada.email)));
  const { scope } = await reader.feed(tenant);
  const seen = new Set<string>();
  let cursor: Cursor = START;
  const catchUp = async () => {
    const page = await reader.pull(tenant, cursor, 50, scope);
    if (page.state !== 'page') throw new Error(page.why);
    for (const table of page.tables) for (const row of rowsOf(table)) seen.add(`${table.entity}/${String(row['id'])}@${String(row['rev'])}`);
    cursor = page.cursor;
    return page.complete;
  };
  let writing = true;
  const reading = (async () => {
    while (writing) await catchUp();
    while (!(await catchUp()));
  })();
  await Promise.all(
    writers.map(async (desk) => {
      for (let round = 0; round < 8; round++) {
        await sleep(Math.random() * 10);
        // Now long, now short transactions: a short one that starts later commits earlier.
        const size = Math.random() < 0.3 ? 40 : 1;
        await desk.push(tenant, Array.from({ length: size }, () => desk.command(tenant, 'ticket.create', ticketInput(v7(), 'Insieme', PEOPLE.mario.email))));
      }
    }),
  );
  writing = false;
  await reading;
  const all = await reader.pullAll(tenant);
  expect([...seen].filter((key) => key.startsWith('ticket/')).length).toBe([...all.rows.keys()].filter((key) => key.startsWith('ticket/')).length);
  for (const [key, row] of all.rows) expect(seen).toContain(`${key}@${String(row['rev'])}`);
  const numbers = [...all.rows.values()].flatMap((row) => row['number'] ?? []);
  expect(new Set(numbers).size).toBe(numbers.length);
});
