import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import type { FeedScope, LocalEffect, LoggedCommand, PageAnswer, PulledPage, ResetHow } from '../store.ts';
import { readEffect, readStandings } from './effect-table.ts';
import { areMany, toAsk } from './mass-deletion.ts';
import { dropFeed } from './dropped-feeds.ts';
import { feedOf, holds, readMeta, readPulled } from './feed-meta.ts';
import { compare, hear, isSettled, type Comparison, type PendingList } from './pending-list.ts';
import { Malformed, readTables } from './read-tables.ts';
import { rebase, type Disturbance } from './rebase.ts';
import { RowWriter } from './row-writer.ts';
import { SHAPES } from './shape.ts';
import { writePage, type Page } from './write-page.ts';

/** `resend`: the cache does not have the facts of a command that the list takes for granted. */
export type Rebased = { readonly resend: true } | { readonly resend: false; readonly settled: readonly Id[] };
export type Applied = { readonly resend: true } | ({ readonly resend: false } & PageAnswer);

/** Undoes a transaction. Made once: an error's stack would cost each page something. */
const UNDO = new Error('undone');
const NOTHING = { resend: false, applied: false, settled: [], entities: [], malformed: null, held: null } as const;

/** All that changes `cache.db`. Each method is one transaction. Runs in the writer's thread. */
export class CacheWriter {
  readonly #database: WriteDatabase;
  readonly #warn: (text: string) => void;
  /** The newest list of each tenant: a page that waited its turn must not bring an older one back. */
  readonly #lists = new Map<Id, PendingList>();
  /** Whose rows may be here: what was on its way when a feed was lost brings nothing back, a page as little as an answer (I10). Undefined until said. */
  #feeds: readonly Id[] | undefined;
  /** Rows that pages have deleted since the feed was last whole. */
  readonly #deleted = new Map<Id, number>();

  constructor(database: WriteDatabase, warn: (text: string) => void) {
    this.#database = database;
    this.#warn = warn;
  }

  /** Takes note of the log's open commands at once, before the work that needs them has its turn. */
  notice(list: PendingList): void {
    this.#lists.set(list.tenant, list);
  }

  /** Rows of what a feed no longer holds go at once: a right that was taken away never waits. */
  setScopes(feeds: readonly FeedScope[]): void {
    this.#transaction((rows) => {
      for (const { tenant, areas, side } of feeds) {
        const before = readMeta(this.#database, tenant);
        if (before.side === side && JSON.stringify(before.areas) === JSON.stringify(areas)) continue;
        const feed = feedOf(this.#database, tenant);
        this.#database.run('UPDATE meta SET areas = ?, side = ? WHERE feed = ?', JSON.stringify(areas), side, feed);
        for (const shape of SHAPES) {
          if (holds({ areas, side }, shape.entity)) continue;
          this.#database.run('DELETE FROM shadow WHERE tenant = ? AND entity = ?', tenant, shape.entity.name);
          rows.removeAll(feed, shape);
        }
        this.#rerunAll(rows, tenant);
      }
    });
  }

  /** Idempotent by the command's id; a settled one changes nothing. */
  apply(command: LoggedCommand): LocalEffect {
    const nothing = { commandId: command.id, title: '', target: null, refusal: null, remarks: [] };
    if (command.state !== 'open' && command.state !== 'parked') return nothing;
    if (this.#isLost(command.tenant)) return nothing;
    const state = command.state;
    return this.#transaction((rows) => {
      const known = readEffect(this.#database, command.id);
      if (known !== undefined) return known.effect;
      if (isSettled(this.#database, command.id)) return nothing;
      const { id, place, tenant, name, body, actor, result } = command;
      this.#rebase(rows, tenant, { changed: [{ id, place, tenant, name, body, actor, state, result }], gone: [], rows: [] });
      return readEffect(this.#database, id)?.effect ?? nothing;
    });
  }

  rebase(tenant: Id): Rebased {
    if (this.#isLost(tenant)) return { resend: false, settled: [] };
    return this.#undoable<Rebased>((rows, undo) => {
      const list = this.#lists.get(tenant);
      if (list === undefined) return { resend: false, settled: [] };
      const comparison = compare(this.#database, list, false);
      if (comparison.missing) return undo({ resend: true });
      this.#rebase(rows, tenant, { ...comparison, rows: [] });
      return { resend: false, settled: comparison.settled };
    });
  }

  /** `at`: this device's clock, ms. */
  applyPage(tenant: Id, asked: Cursor, pulled: PulledPage, at: number): Applied {
    const already = this.#deleted.get(tenant) ?? 0;
    for (let mayDelete = pulled.mayDelete === true; ; mayDelete = true) {
      const tried = this.#tryPage(tenant, asked, pulled, at, { already, mayDelete });
      if (!('many' in tried)) return tried;
      // Undone: the rows are counted as they were before the page.
      const held = toAsk(this.#database, readPulled(this.#database, tenant).feed, tried.many, already);
      if (held !== null) return { ...NOTHING, held };
    }
  }

  #tryPage(tenant: Id, asked: Cursor, pulled: PulledPage, at: number, deletions: { readonly already: number; readonly mayDelete: boolean }): Applied | { readonly many: number } {
    const { tables } = pulled;
    const page: Page = { ...pulled, tables: 'pieces' in tables ? readTables(tables, pulled, asked) : tables };
    let deleted = deletions.already;
    try {
      const answer = this.#undoable<Applied | { readonly many: number }>((rows, undo) => {
        const before = readPulled(this.#database, tenant);
        if (before.seq !== asked.seq || before.mark !== asked.mark || this.#isLost(tenant)) return NOTHING;
        if (before.role === 'next') return this.#applyBeside(rows, tenant, before.feed, page, at, undo);
        const list = this.#lists.get(tenant);
        const pending = (list?.entries.length ?? 0) > 0 || readStandings(this.#database, tenant).length > 0;
        const feed = feedOf(this.#database, tenant);
        const written = writePage(this.#database, rows, tenant, feed, page, pending);
        deleted += written.deleted;
        if (!deletions.mayDelete && written.deleted > 0 && areMany(deleted)) return undo({ many: deleted });
        this.#database.run(
          'UPDATE meta SET seq = ?, mark = ?, complete = ?, complete_at = coalesce(?, complete_at) WHERE feed = ?',
          page.cursor.seq, page.cursor.mark, page.complete ? 1 : 0, page.complete ? at : null, feed,
        );
        const entities = new Set(written.entities);
        if (!pending) return { ...NOTHING, applied: true, entities: [...entities] };

        hear(this.#database, tenant, page.results, list);
        const comparison = this.#compared(tenant, page.complete);
        if (comparison.missing) return undo({ resend: true });
        for (const entity of this.#rebase(rows, tenant, { ...comparison, rows: written.seen })) entities.add(entity);
        // What was `unknown` until now may be `absent`.
        if (page.complete && before.completeAt === null) for (const entity of this.#rerunAll(rows, tenant)) entities.add(entity);
        return { ...NOTHING, applied: true, settled: comparison.settled, entities: [...entities] };
      });
      if ('applied' in answer && answer.applied) this.#deleted.set(tenant, page.complete ? 0 : deleted);
      return answer;
    } catch (error) {
      if (error instanceof Malformed) return { ...NOTHING, malformed: error.message };
      throw error;
    }
  }

  /** See `CacheStore.resetFeed`. */
  resetFeed(tenant: Id, scope: string, how: ResetHow): Rebased {
    if (this.#isLost(tenant)) return { resend: false, settled: [] };
    return this.#undoable<Rebased>((rows, undo) => {
      this.#deleted.delete(tenant);
      const pulled = readPulled(this.#database, tenant);
      if (pulled.role === 'next') dropFeed(this.#database, pulled.feed);
      this.#database.run('DELETE FROM settled WHERE tenant = ?', tenant);
      this.#database.run('DELETE FROM unknown_row WHERE tenant = ?', tenant);
      const { feed, seq, areas, side } = readMeta(this.#database, tenant);
      if (seq > 0 && how !== 'at_once') {
        this.#database.run('UPDATE meta SET complete = 0, forgotten = max(forgotten, ?) WHERE feed = ?', how === 'forgotten' ? 1 : 0, feed);
        this.#database.run('UPDATE meta SET scope = ? WHERE feed = ?', scope, feedOf(this.#database, tenant, 'next'));
      } else {
        if (seq > 0) {
          dropFeed(this.#database, feed);
          this.#database.run('DELETE FROM shadow WHERE tenant = ?', tenant);
        }
        this.#database.run(
          'UPDATE meta SET scope = ?, areas = ?, side = ? WHERE feed = ?',
          scope, areas && JSON.stringify(areas), side, feedOf(this.#database, tenant),
        );
      }
      const comparison = this.#compared(tenant, false);
      if (comparison.missing) return undo({ resend: true });
      this.#rebase(rows, tenant, { ...comparison, rows: [] });
      this.#rerunAll(rows, tenant);
      return { resend: false, settled: [] };
    });
  }

  /** A page of the feed that is loaded beside. With the last one it takes the place of what was shown. */
  #applyBeside(rows: RowWriter, tenant: Id, next: number, page: Page, at: number, undo: (answer: Applied) => never): Applied {
    writePage(this.#database, rows, tenant, next, page, false);
    this.#database.run('UPDATE meta SET seq = ?, mark = ? WHERE feed = ?', page.cursor.seq, page.cursor.mark, next);
    if (!page.complete) return { ...NOTHING, applied: true };
    const { feed, areas, side } = readMeta(this.#database, tenant);
    dropFeed(this.#database, feed);
    this.#database.run('DELETE FROM shadow WHERE tenant = ?', tenant);
    this.#database.run(
      `UPDATE meta SET role = 'shown', complete = 1, complete_at = ?, areas = ?, side = ? WHERE feed = ?`,
      at, areas && JSON.stringify(areas), side, next,
    );
    const comparison = this.#compared(tenant, true);
    if (comparison.missing) return undo({ resend: true });
    this.#rebase(rows, tenant, { ...comparison, rows: [] });
    this.#rerunAll(rows, tenant);
    return { ...NOTHING, applied: true, settled: comparison.settled, entities: SHAPES.map(({ entity }) => entity.name) };
  }

  /** Rows of other tenants go; what their pending commands were called stays, since they are still in the outbox. */
  keepFeeds(tenants: readonly Id[]): void {
    this.#feeds = tenants;
    this.#transaction(() => {
      const known = this.#database.all<{ tenant: Id }>('SELECT tenant FROM meta UNION SELECT tenant FROM effect');
      for (const { tenant } of known) {
        if (tenants.includes(tenant)) continue;
        for (const { feed } of this.#database.all<{ feed: number }>('SELECT feed FROM meta WHERE tenant = ?', tenant)) dropFeed(this.#database, feed);
        for (const table of ['shadow', 'unknown_row', 'touch', 'need', 'settled']) this.#database.run(`DELETE FROM ${table} WHERE tenant = ?`, tenant);
        this.#database.run(`UPDATE effect SET standing = 'dropped' WHERE tenant = ?`, tenant);
      }
    });
  }

  /** What the log knows to be over needs no remembering here; `open` are the commands that it still holds. */
  forgetSettled(open: readonly Id[]): void {
    this.#database.run('DELETE FROM settled WHERE done = 1 AND command NOT IN (SELECT value FROM json_each(?))', JSON.stringify(open));
  }

  /** Where every pending command stood when it last ran here. */
  pendingStandings(): { readonly command: Id; readonly standing: string }[] {
    return this.#database.all('SELECT command, standing FROM effect');
  }

  pendingTenants(): Id[] {
    return this.#database.all<{ tenant: Id }>('SELECT DISTINCT tenant FROM effect').map((row) => row.tenant);
  }

  #isLost(tenant: Id): boolean {
    return this.#feeds?.includes(tenant) === false;
  }

  #compared(tenant: Id, completing: boolean): Comparison {
    const list = this.#lists.get(tenant);
    return list === undefined ? { changed: [], gone: [], settled: [], missing: false } : compare(this.#database, list, completing);
  }

  #rerunAll(rows: RowWriter, tenant: Id): Set<string> {
    const changed = readStandings(this.#database, tenant).map((row) => readEffect(this.#database, row.command)?.command);
    return this.#rebase(rows, tenant, { changed: changed.filter((command) => command !== undefined), gone: [], rows: [] });
  }

  #rebase(rows: RowWriter, tenant: Id, disturbance: Disturbance): Set<string> {
    return rebase(this.#database, rows, tenant, disturbance, this.#warn);
  }

  #transaction<T>(work: (rows: RowWriter) => T): T {
    return this.#database.transaction(() => {
      const rows = new RowWriter(this.#database);
      const answer = work(rows);
      rows.finish();
      return answer;
    });
  }

  /** A transaction of which `undo` leaves nothing but the answer that it is given. */
  #undoable<T>(work: (rows: RowWriter, undo: (answer: T) => never) => T): T {
    let undone: { readonly answer: T } | undefined;
    const undo = (answer: T): never => {
      undone = { answer };
      throw UNDO;
    };
    try {
      return this.#transaction((rows) => work(rows, undo));
    } catch (error) {
      if (error === UNDO && undone !== undefined) return undone.answer;
      throw error;
    }
  }
}
