import { rm } from 'node:fs/promises';
import { startFaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { PEOPLE, type TestPerson } from '#cloud/testing/small-data.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { loadedRoot, type LoadedFeed } from './loaded-root.ts';
import { addTickets, mixTickets } from './many-tickets.ts';
import type { Row } from './measure.ts';
import { pagesOfList } from './p1-page-of-list.ts';
import { starting } from './p6-start.ts';
import { memory } from './p7-memory.ts';
import { frames } from './p10-frames.ts';

/** What a list has in it that is as good as empty. */
const HANDFUL = 20;

interface Feed {
  readonly person: TestPerson;
  /** How many tickets it has, as `addTickets` made them. */
  readonly rows: number;
}

/** What a window shows of a small and a large feed (P1, P6, P7, P10): both are loaded once, and the desks go when all is measured. */
export async function screenRows(cloud: BenchCloud, few: Feed, many: Feed, wanted: (id: string) => boolean, short: boolean, show: (rows: readonly Row[]) => void): Promise<void> {
  // Loaded through it, then without a network: nothing else works beside what is measured, and nobody asks for the password.
  const proxy = await startFaultyProxy(cloud.url);
  const roots: string[] = [];
  const load = async ({ person, rows }: Feed): Promise<LoadedFeed> => {
    await mixTickets(cloud, person.tenant, PEOPLE.nicolo);
    const root = await loadedRoot(proxy.url, person, rows);
    roots.push(root);
    return { person, rows, options: { root, cloudUrl: proxy.url } };
  };
  try {
    const large = await load(many);
    const small = wanted('P1') ? await load(few) : large;
    if (wanted('P7')) await addTickets(cloud, PEOPLE.anna.tenant, PEOPLE.anna, HANDFUL);
    const handful = wanted('P7') ? await load({ person: PEOPLE.anna, rows: HANDFUL }) : large;
    proxy.setOnline(false);
    if (wanted('P1')) show(await pagesOfList([small, large], short));
    if (wanted('P6')) show(await starting(large, short));
    if (wanted('P7')) show(await memory(large, handful, short));
    if (wanted('P10')) show(await frames(large, short));
  } finally {
    await proxy.stop();
    for (const root of roots) await rm(root, { recursive: true, force: true });
  }
}
