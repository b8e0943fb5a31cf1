import { rm } from 'node:fs/promises';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import type { TestPerson } from '#cloud/testing/small-data.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { openStore } from '#core/store/open-store.ts';
import type { Store } from '#core/store/store.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { touchTickets } from './many-tickets.ts';
import { median, spread, timed, times, type Row } from './measure.ts';

const CHANGES = 100;

/** P4: asking for 100 changes and writing them into the real cache, in a small feed and in a large one, by turns. */
export async function pullOfChanges(cloud: BenchCloud, few: { person: TestPerson; rows: number }, many: { person: TestPerson; rows: number }, short: boolean): Promise<Row[]> {
  const small = await openFeed(cloud, few.person);
  const large = await openFeed(cloud, many.person);
  const [little, much]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < (short ? 8 : 23); round += 1) {
      const [left, right] = [await small.pullChanges(), await large.pullChanges()];
      // The first ones warm up.
      if (round < 3) continue;
      little.push(left);
      much.push(right);
    }
  } finally {
    await small.remove();
    await large.remove();
  }
  const ratio = median(much) / median(little);
  return [
    {
      id: 'P4', what: `pull of ${CHANGES} changes out of ${many.rows} rows`, value: spread(much), baseline: `${spread(little)} out of ${few.rows}`, ratio: times(ratio), goal: 'flat (≤ 1.3×)', met: ratio <= 1.3,
      note: 'request, page, check, cache transaction; both caches hold their whole feed',
    },
  ];
}

async function openFeed(cloud: BenchCloud, { email, tenant }: TestPerson): Promise<{ pullChanges: () => Promise<number>; remove: () => Promise<void> }> {
  const desk = await TestDesk.signedIn(cloud.url, email);
  const { scope } = await desk.feed(tenant);
  const folder = await temporaryRoot();
  const { store } = await openStore({ folder, now: () => Date.now() });
  await store.cache.resetFeed(tenant, scope);
  let cursor = await pullInto(desk, store, tenant, scope, await store.cache.cursor(tenant));
  return {
    async remove() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
    async pullChanges() {
      await touchTickets(cloud, tenant, CHANGES);
      return timed(async () => void (cursor = await pullInto(desk, store, tenant, scope, cursor)));
    },
  };
}

async function pullInto(desk: TestDesk, store: Store, tenant: Id, scope: string, from: Cursor): Promise<Cursor> {
  for (let cursor = from; ; ) {
    const page = await desk.pull(tenant, cursor, 2_000, scope);
    if (page.state !== 'page') throw new Error(`reset: ${page.why}`);
    if (!(await store.cache.applyPage(tenant, cursor, page)).applied) throw new Error('the page did not fit');
    if (page.complete) return page.cursor;
    cursor = page.cursor;
  }
}
