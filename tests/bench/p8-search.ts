import { rm } from 'node:fs/promises';
import BetterSqlite from 'better-sqlite3';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { allWordsRead, cacheFile } from './cache-file.ts';
import { startDesk } from './core-bundle.ts';
import { signInAndLoad } from './desk.ts';
import { ms, percentile, timed, times, type Row } from './measure.ts';

/** A word that stands in every ticket, two of them, and some that stand in one. */
const WORDS = ['registro', 'stampa venerdì', 'interrompe 4711', 'iva 99', 'aggiornamento installato'];
const LIMIT = 20;

/** P8: what a person types, asked through a window's line, by turns with a bare query of the same index for the same words. */
export async function searching(cloud: BenchCloud, rows: number, short: boolean): Promise<Row[]> {
  const root = await temporaryRoot();
  const core = await startDesk({ cloudUrl: cloud.url, root });
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    await signInAndLoad(core, PEOPLE.mario, rows);
    const file = await cacheFile(root);
    await allWordsRead(file);
    const database = new BetterSqlite(file, { readonly: true });
    const query = database.prepare('SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? ORDER BY rowid DESC LIMIT ?');
    for (let round = 0; round < (short ? 10 : 40); round += 1) {
      for (const text of WORDS) {
        const least = await timed(() => query.all(`${text.split(' ').map((word) => `"${word}"`).join(' AND ')}*`, LIMIT));
        const whole = await timed(async () => {
          if ((await core.invoke('tickets.search', { text, tenant: null, limit: LIMIT })).length === 0) throw new Error(`nothing found for ${text}`);
        });
        // The first ones warm up.
        if (round < 2) continue;
        bare.push(least);
        ours.push(whole);
      }
    }
    database.close();
  } finally {
    await core.stop();
    await rm(root, { recursive: true, force: true });
  }
  const [here, there] = [percentile(ours, 0.95), percentile(bare, 0.95)];
  return [
    {
      id: 'P8', what: `search in ${rows} tickets, p95`, value: ms(here), baseline: ms(there), ratio: times(here / there), goal: '≤ 2×', met: here <= 2 * there,
      note: `${LIMIT} hits with their excerpts, in titles, texts and answers, through a window's line; baseline: one bare FTS5 query for the numbers of as many rows`,
    },
  ];
}
