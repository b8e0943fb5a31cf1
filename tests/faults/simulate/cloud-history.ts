import type { Id } from '#shared/domain/kernel/ids.ts';
import type { LedgerEntry } from '#cloud/db/ledger.ts';
import type { RowToWrite } from '#cloud/db/write-rows.ts';

interface Version {
  readonly seq: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** The command that last wrote each field; undefined for the cloud's own. */
  readonly writers: ReadonlyMap<string, Id | undefined>;
}

/** Where a command came from: which log holds it, what stood in that log before it, and which revisions its author saw. */
export interface Origin {
  readonly log: string;
  /** Commands that were not settled yet; of another log too, where this one is a copy of it. */
  readonly before: ReadonlySet<Id>;
  readonly bases: Readonly<Record<string, number>>;
}

/** Every version of every request in the cloud, and who lost a value to whom (I9). */
export class CloudHistory {
  readonly #versions = new Map<Id, Map<number, Version>>();
  readonly #originOf: (command: Id) => Origin | undefined;
  readonly violations: string[] = [];

  constructor(originOf: (command: Id) => Origin | undefined) {
    this.#originOf = originOf;
  }

  committed(_tenant: Id, seq: number, rows: readonly RowToWrite[], entries: readonly LedgerEntry[]): void {
    const records = rows.filter(({ entity }) => entity.name === 'conflict');
    for (const { entity, id, rev, values, fieldRev } of rows) {
      if (entity.name !== 'ticket') continue;
      const versions = this.#versions.get(id) ?? new Map<number, Version>();
      this.#versions.set(id, versions);
      const before = [...versions.keys()].filter((known) => known < rev).reduce((most, known) => Math.max(most, known), 0);
      const last = versions.get(before);
      const writers = new Map(last?.writers);
      for (const [field, [, , number, incarnation]] of Object.entries(fieldRev)) {
        const writer = entries.find((entry) => entry.number === number && entry.incarnation === incarnation);
        if (writer) writers.set(field, writer.id);
        const merge = entity.fields[field]?.merge;
        if (!writer || !last || (merge !== 'last' && merge !== 'text') || last.values[field] === values[field]) continue;
        const loser = last.writers.get(field) ?? last.writers.get('*');
        const [mine, theirs] = [this.#originOf(writer.id), loser === undefined ? undefined : this.#originOf(loser)];
        const base = mine?.bases[`ticket/${id}`];
        // Its author had seen it, or wrote it before at the same desk: nobody loses anything.
        if (!mine || !theirs || base === undefined || mine.log === theirs.log || (loser !== undefined && mine.before.has(loser)) || base >= revOf(versions, field, last)) continue;
        const kept = records.some((record) => record.values['rowId'] === id && record.values['field'] === field && record.values['theirs'] === last.values[field]);
        if (!kept) this.violations.push(`I9 ${field} ${String(last.values[field])} was overwritten with ${String(values[field])}, unseen and without a record`);
      }
      versions.set(rev, { seq, values, writers });
    }
  }

  /** Requests that were there before the history began. */
  known(rows: Iterable<{ readonly id: Id; readonly rev: number; readonly seq: number; readonly values: Readonly<Record<string, unknown>> }>): void {
    for (const { id, rev, seq, values } of rows) this.#versions.set(id, new Map([[rev, { seq, values, writers: new Map() }]]));
  }

  /** The number under which this revision of a request was committed; undefined for one of a history that was forgotten. */
  seqOf(id: Id, rev: number, holds: Readonly<Record<string, unknown>>): number | undefined {
    const version = this.#versions.get(id)?.get(rev);
    return version && Object.entries(holds).every(([field, value]) => version.values[field] === value) ? version.seq : undefined;
  }

  /** The cloud came back from a backup: what was above is not its history any more. */
  restored(heads: ReadonlyMap<Id, number>, tenantOf: (ticket: Id) => Id | undefined): void {
    for (const [id, versions] of this.#versions) {
      const tenant = tenantOf(id);
      const head = tenant === undefined ? 0 : (heads.get(tenant) ?? 0);
      for (const [rev, version] of versions) if (version.seq > head) versions.delete(rev);
    }
  }
}

/** The first revision in which the field had the value that it has in `last`. */
function revOf(versions: ReadonlyMap<number, Version>, field: string, last: Version): number {
  let found = 0;
  for (const [rev, version] of [...versions].sort(([a], [b]) => b - a)) {
    if (version.values[field] !== last.values[field]) break;
    found = rev;
  }
  return found;
}
