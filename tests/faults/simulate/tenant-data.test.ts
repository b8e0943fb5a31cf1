import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ticket } from '#shared/domain/tickets/entities.ts';
import { preference } from '#shared/domain/org/entities.ts';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { LedgerEntry } from '#cloud/db/ledger.ts';
import { postgresData, type TenantData } from '#cloud/db/tenant-data.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import type { RowToWrite } from '#cloud/db/write-rows.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { openPools, type Pools } from '#cloud/db/pools.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { MemoryData } from './memory-data.ts';

/* The simulator's memory and PostgreSQL under one contract: what a simulated cloud decides on is what a real one would. */

let cloud: TestCloud;
let pools: Pools;
beforeAll(async () => {
  cloud = await createTestCloud();
  pools = openPools(cloud.databaseUrl, () => undefined);
});
afterAll(async () => {
  await pools.close();
  await cloud.stop();
});

let marks = 0;
const memory = new MemoryData({ beforeCommit: async () => undefined, newMark: () => `mark ${(marks += 1)}`, holdSeq: true, refuses: () => false });
const seat = { tenant: TENANTS.rossi, person: PEOPLE.mario.id, side: 'customer', sight: 'open' } as const;
const sender = { client: uuidv7(), incarnation: uuidv7() };
const entityOf = (name: string): Entity => {
  const found = ENTITIES.find((entity) => entity.name === name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
};
const [tickets, preferences] = [entityOf(ticket.name), entityOf(preference.name)];

function aPreference(owner: string, value: unknown, change: Partial<RowToWrite> = {}): RowToWrite {
  const id = uuidv7();
  return { entity: preferences, id, values: { ownerId: owner, key: 'k', value }, rev: 1, fieldRev: { '*': [1, sender.client, 1, sender.incarnation] }, deleted: false, stored: false, written: new Set(), ...change };
}
function anEntry(seq: number, number: number): LedgerEntry {
  return {
    id: uuidv7(), person_id: seat.person, ...sender, number, name: 'preference.set', sha256: 'abc', typed_at: 1, arrival: 2, seq, outcome: { state: 'accepted', remarks: [], given: [], conflicts: 0 },
  };
}

describe.each([
  ['PostgreSQL', () => postgresData(pools.app)],
  ['memory', () => memory],
] as const)('%s', (_name, open: () => TenantData) => {
  test('a number is the next one and has a mark; head and mark show it after the commit (I6)', async () => {
    const data = open();
    const before = await data.snapshot(seat, (snapshot) => snapshot.head());
    const seq = await data.change(seat, (change) => change.takeSeq(5));
    const [head, mark, unknown] = await data.snapshot(seat, async (snapshot) => [await snapshot.head(), await snapshot.markOf(seq), await snapshot.markOf(seq + 1)] as const);
    expect(seq).toBe(before.seq + 1);
    expect(head).toMatchObject({ seq, mark });
    expect(mark).not.toBe(before.mark);
    expect(unknown).toBeUndefined();
    expect(await data.snapshot(seat, (snapshot) => snapshot.markOf(0))).toBe('');
  });

  test('what throws leaves nothing behind, not even its number', async () => {
    const data = open();
    const before = await data.snapshot(seat, (snapshot) => snapshot.head());
    const row = aPreference(seat.person, 1);
    const failing = data.change(seat, async (change) => {
      await change.writeRows(await change.takeSeq(5), [row]);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await data.snapshot(seat, (snapshot) => snapshot.head())).toEqual(before);
    expect(await data.change(seat, (change) => change.rowsById(preferences, [row.id]))).toEqual([]);
  });

  test('rows are read as they were written, and a page has only what is the person’s, as SQLite stores it', async () => {
    const data = open();
    const [mine, hers] = [aPreference(seat.person, { a: [1, 'è'] }), aPreference(PEOPLE.giada.id, 'hers')];
    const seq = await data.change(seat, async (change) => {
      const taken = await change.takeSeq(5);
      await change.writeRows(taken, [mine]);
      return taken;
    });
    await data.change({ ...seat, person: PEOPLE.giada.id }, async (change) => change.writeRows(await change.takeSeq(5), [hers]));
    const [read] = await data.change(seat, (change) => change.rowsById(preferences, [mine.id]));
    expect(read).toEqual({ id: mine.id, values: mine.values, rev: 1, fieldRev: mine.fieldRev, deleted: false });
    const page = await data.snapshot(seat, (snapshot) => snapshot.pageRows(preferences, seq - 1, seq + 1, [preferences]));
    expect(page.map(({ rows }) => rows)).toEqual([1]);
    const cells = JSON.parse(`[${page[0]?.text}]`) as unknown[][];
    expect(cells).toMatchObject([[mine.id, seq, 1, expect.any(String), 0, seat.person, 'k', expect.any(String)]]);
    expect(JSON.parse(String(cells[0]?.[7]))).toEqual({ a: [1, 'è'] });
  });

  test('a page ends where a number ends, and says whether more follow (I7)', async () => {
    const data = open();
    const above = (await data.snapshot(seat, (snapshot) => snapshot.head())).seq;
    for (const count of [2, 3, 1]) {
      await data.change(seat, async (change) => change.writeRows(await change.takeSeq(5), Array.from({ length: count }, () => aPreference(seat.person, count))));
    }
    const edge = (limit: number) => data.snapshot(seat, (snapshot) => snapshot.edge([tickets, preferences], { client: sender.client, above, limit }));
    expect(await edge(1)).toMatchObject({ upTo: above + 1 });
    expect(await edge(4)).toMatchObject({ upTo: above + 1 });
    expect(await edge(5)).toMatchObject({ upTo: above + 2 });
    expect(await edge(6)).toMatchObject({ upTo: null, count: 6 });
    expect((await edge(6)).entities.map(({ name }) => name)).toEqual(['preference']);
  });

  test('the ledger knows a command by its id and by its number, once (I2), and its results come in order', async () => {
    const data = open();
    const [first, second] = await data.change(seat, async (change) => {
      const seq = await change.takeSeq(5);
      const entries = [anEntry(seq, 2), anEntry(seq, 1)] as const;
      await change.enter(entries);
      return entries;
    });
    const known = await data.change(seat, async (change) => ({
      byId: await change.lookUp([first.id], undefined, []),
      byNumber: await change.lookUp([], sender, [1]),
      last: await change.lastNumber(sender),
      none: await change.lastNumber({ ...sender, incarnation: uuidv7() }),
      writers: await change.writers([{ ...sender, number: 2 }, { ...sender, number: 9 }]),
    }));
    expect(known).toMatchObject({ byId: [first], byNumber: [second], last: 2, none: 0, writers: [{ person_id: seat.person, arrival: 2 }, undefined] });
    const results = await data.snapshot(seat, (snapshot) => snapshot.results(sender.client, first.seq - 1, first.seq));
    expect(results.map(({ number }) => number)).toEqual([1, 2]);
    const edgeFor = (client: string) => data.snapshot(seat, (snapshot) => snapshot.edge([preferences], { client, above: first.seq - 1, limit: 9 }));
    expect(await edgeFor(sender.client)).toMatchObject({ results: true, gone: false });
    expect(await edgeFor(uuidv7())).toMatchObject({ results: false, gone: false });
    const again = data.change(seat, (change) => change.enter([{ ...first, number: 3 }]));
    expect(sqlState(await again.catch((error: unknown) => error))).toBe('23505');
  });

  test('after a renumbering a command has its new number and no other', async () => {
    const data = open();
    const fresh = { client: sender.client, incarnation: uuidv7() };
    const entry = await data.change(seat, async (change) => {
      const made = anEntry(await change.takeSeq(5), 7);
      await change.enter([made]);
      return made;
    });
    await data.change(seat, (change) => change.relabel(fresh, [{ id: entry.id, number: 1 }]));
    expect(await data.change(seat, (change) => change.lookUp([], fresh, [1, 7]))).toMatchObject([{ id: entry.id, number: 1, ...fresh }]);
  });
});
