import type { JSHandle } from 'playwright-core';
import { listTickets } from '#core/store/cache/queries/list-tickets.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';
import type { TicketPage, TicketQuery } from '#shared/rpc/contract.ts';
import { cacheFile } from './cache-file.ts';
import { EVERYTHING } from './desk.ts';
import type { LoadedFeed } from './loaded-root.ts';
import { ms, percentile, times, timed, type Row } from './measure.ts';
import { Replay } from './replay.ts';
import { bridgeOf, openList } from './window.ts';

/** Rows, as the screens ask for them (renderer/grid/use-pages.ts). */
const PAGE = 50;
/** A day is picked once and stays the same from page to page, as in the screens: a list of another moment is another list. */
const A_MONTH_AGO = Date.now() - 30 * 24 * 60 * 60 * 1000;
/** How much the goal allows above the bare SQL, ms. */
const ABOVE = 3;

interface Samples {
  readonly ours: number[];
  readonly bare: number[];
}
type Place = 'first' | 'any';

/** What a person lists by, with and without filters. */
function queriesOf({ person }: LoadedFeed): readonly TicketQuery[] {
  return [
    { ...EVERYTHING, sort: 'last_reply', status: 'open' },
    { ...EVERYTHING, sort: 'priority', status: 'open', tenant: person.tenant },
    { ...EVERYTHING, sort: 'created', operator: 'none' },
    { ...EVERYTHING, sort: 'last_reply', status: 'closed', priority: 'high' },
    { ...EVERYTHING, sort: 'created', createdFrom: A_MONTH_AGO },
  ];
}

/** P1: pages asked from a page in Chromium through its own line, by turns with their bare SQL; the feeds by turns too, the smallest first. */
export async function pagesOfList(feeds: readonly LoadedFeed[], short: boolean): Promise<Row[]> {
  const desks: DeskAsked[] = [];
  try {
    for (const feed of feeds) desks.push(await DeskAsked.open(feed));
    for (let round = 0; round < (short ? 6 : 30); round += 1) {
      // The first ones warm up.
      for (const desk of desks) await desk.ask(round >= 3);
    }
  } finally {
    for (const desk of desks) await desk.stop();
  }
  return desks.flatMap((desk) => (['first', 'any'] as const).flatMap((place) => rowsOf(desk, desks[0], place)));
}

function rowsOf(desk: DeskAsked, smallest: DeskAsked | undefined, place: Place): Row[] {
  const { ours, bare } = desk.samples[place];
  const [here, there] = [percentile(ours, 0.95), percentile(bare, 0.95)];
  const where = place === 'first' ? 'first page' : 'page at any place';
  const row: Row = {
    id: 'P1', what: `${where} of a filtered, sorted list out of ${desk.rows} tickets, p95`, value: ms(here), baseline: ms(there), ratio: `${here < there ? '−' : '+'}${ms(Math.abs(here - there))}`, goal: `≤ ${ABOVE} ms above`, met: here - there <= ABOVE,
    note: `${PAGE} rows and their counts, five filters and orders by turns, asked from a page in Chromium through the browser host; baseline: all their SQL once more on a bare connection, without the making of rows. Half of all: ${ms(percentile(ours, 0.5))} beside ${ms(percentile(bare, 0.5))}. The first way to a list’s end: at most ${ms(desk.walk)}`,
  };
  if (smallest === undefined || smallest === desk) return [row];
  const least = percentile(smallest.samples[place].ours, 0.95);
  return [row, { id: 'P1', what: `the same beside ${smallest.rows} tickets (${where})`, value: ms(here), baseline: ms(least), ratio: times(here / least), goal: 'flat (≤ 1.3×)', met: here <= 1.3 * least, note: '' }];
}

/** A desk with its window, and its file beside it. */
class DeskAsked {
  readonly samples: Readonly<Record<Place, Samples>> = { first: { ours: [], bare: [] }, any: { ours: [], bare: [] } };
  readonly rows: number;
  /** The longest way to the end of a list, ms. */
  walk = 0;
  readonly #feed: LoadedFeed;
  readonly #bridge: JSHandle<Bridge>;
  readonly #replay: Replay;
  readonly #close: () => Promise<unknown>;

  static async open(feed: LoadedFeed): Promise<DeskAsked> {
    const window = await openList(feed.options);
    return new DeskAsked(feed, await bridgeOf(window), new Replay(await cacheFile(feed.options.root)), () => window.stop());
  }

  private constructor(feed: LoadedFeed, bridge: JSHandle<Bridge>, replay: Replay, close: () => Promise<unknown>) {
    this.#feed = feed;
    this.rows = feed.rows;
    this.#bridge = bridge;
    this.#replay = replay;
    this.#close = close;
  }

  async ask(counts: boolean): Promise<void> {
    for (const query of queriesOf(this.#feed)) {
      const [, total] = await this.#page('first', query, 0, counts);
      const last = Math.max(1, total - PAGE);
      // Whoever comes to the end for the first time waits until the list was walked through once.
      const [time] = await this.#page('any', query, counts ? Math.floor(Math.random() * last) : last - 1, counts);
      if (!counts) this.walk = Math.max(this.walk, time);
    }
  }

  async stop(): Promise<void> {
    this.#replay.close();
    await this.#close();
  }

  async #page(place: Place, query: TicketQuery, offset: number, counts: boolean): Promise<readonly [time: number, total: number]> {
    const bare = this.#replay.record((database) => listTickets(database, query, offset, PAGE, { personId: this.#feed.person.id, now: Date.now() }));
    const least = await timed(bare);
    const [time, rows, total] = await this.#bridge.evaluate(
      async (bridge, input) => {
        const start = performance.now();
        // The contract says what this method answers with.
        const answer = (await bridge.invoke('tickets.list', input)) as TicketPage;
        return [performance.now() - start, answer.rows.length, answer.total] as const;
      },
      { query, offset, limit: PAGE },
    );
    if (rows === 0) throw new Error(`nothing is listed for ${JSON.stringify(query)}`);
    if (counts) {
      this.samples[place].ours.push(time);
      this.samples[place].bare.push(least);
    }
    return [time, total];
  }
}
