import type { Entity, FieldRev } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { columnsOf } from '#cloud/db/entity-statements.ts';
import type { FeedHead } from '#cloud/db/feed.ts';
import type { WriterInLedger, Write } from '#cloud/db/field-writers.ts';
import type { LedgerEntry } from '#cloud/db/ledger.ts';
import type { MailRow } from '#cloud/db/mail-rows.ts';
import type { GoneRow, RowInSight } from '#cloud/db/gone.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { PageEdge, RowLine } from '#cloud/db/pages.ts';
import type { StoredRow, TenantChange, TenantData, TenantSnapshot } from '#cloud/db/tenant-data.ts';
import type { Seat } from '#cloud/db/tenant-transaction.ts';
import type { RowToWrite } from '#cloud/db/write-rows.ts';
import { goneFor, linesFor, restamp, rowsFor, type Asker, type GoneLine } from './memory-sight.ts';

export interface KeptRow extends StoredRow {
  readonly seq: number;
}

/** All that the cloud has of one tenant. Rows and entries are replaced, never changed, so that a copy is quick. */
export interface TenantMemory {
  head: FeedHead;
  readonly marks: Map<number, string>;
  readonly rows: Map<string, Map<Id, KeptRow>>;
  readonly ledger: Map<Id, LedgerEntry>;
  readonly mails: MailRow[];
  readonly gone: GoneLine[];
}

export interface MemoryOptions {
  /** What passes between the last statement of a transaction and its commit. */
  readonly beforeCommit: () => Promise<void>;
  /** Marks of numbers. */
  readonly newMark: () => string;
  /** The feed's number is held to the commit (I6); without it numbers come from a plain sequence. */
  readonly holdSeq: boolean;
  /** Content that this database refuses, as PostgreSQL refuses what its types do not take. */
  readonly refuses: (row: RowToWrite) => boolean;
  /** Told of each commit that took a number. */
  readonly committed?: (tenant: Id, seq: number, rows: readonly RowToWrite[], entries: readonly LedgerEntry[]) => void;
}

/** Thrown with the code that PostgreSQL gives (tenant-transaction.ts, sqlState). */
class DataError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The cloud's data in memory, for the simulator: what postgresData promises, without PostgreSQL. Transactions of one
 * tenant that change something follow one another; a snapshot sees what was committed. tenant-data.test.ts holds both
 * to the same contract.
 */
export class MemoryData implements TenantData {
  readonly #options: MemoryOptions;
  #tenants = new Map<Id, TenantMemory>();
  #numbers = new Map<Id, number>();
  readonly #turns = new Map<Id, Promise<unknown>>();

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  tenant(id: Id): TenantMemory {
    const known = this.#tenants.get(id);
    if (known) return known;
    const fresh: TenantMemory = { head: { seq: 0, mark: '', horizon: 0 }, marks: new Map(), rows: new Map(), ledger: new Map(), mails: [], gone: [] };
    this.#tenants.set(id, fresh);
    return fresh;
  }

  startNumbers(vendor: Id, first: number): void {
    this.#numbers.set(vendor, first - 1);
  }

  /** A backup of everything, taken in one moment; it stays as it is. */
  backup(): MemoryBackup {
    return { tenants: copyOf(this.#tenants), numbers: new Map(this.#numbers) };
  }

  restore({ tenants, numbers }: MemoryBackup): void {
    this.#tenants = copyOf(tenants);
    this.#numbers = new Map(numbers);
  }

  async snapshot<T>(seat: Seat, work: (snapshot: TenantSnapshot) => Promise<T>): Promise<T> {
    // Committed rows are replaced, never changed: a copy of what names them is one moment.
    const memory = this.tenant(seat.tenant);
    return work(new Snapshot({ ...memory, rows: new Map([...memory.rows].map(([name, rows]) => [name, new Map(rows)])), ledger: new Map(memory.ledger), gone: [...memory.gone] }, seat));
  }

  async change<T>(seat: Seat, work: (change: TenantChange) => Promise<T>): Promise<T> {
    const before = this.#turns.get(seat.tenant);
    let end: () => void = () => undefined;
    this.#turns.set(seat.tenant, new Promise<void>((resolve) => (end = resolve)));
    await before;
    try {
      const memory = this.tenant(seat.tenant);
      const change = new Change(memory, seat, this.#numbers, this.#options, end);
      const answer = await work(change);
      await this.#options.beforeCommit();
      // A restore from a backup ends what was under way: its commit never comes.
      if (this.#tenants.get(seat.tenant) !== memory) throw new DataError('57P01', 'the database was restored');
      change.commit();
      if (change.seq > 0) this.#options.committed?.(seat.tenant, change.seq, change.rows, change.entries);
      return answer;
    } finally {
      end();
    }
  }
}

export interface MemoryBackup {
  readonly tenants: ReadonlyMap<Id, TenantMemory>;
  readonly numbers: ReadonlyMap<Id, number>;
}

function copyOf(tenants: ReadonlyMap<Id, TenantMemory>): Map<Id, TenantMemory> {
  return new Map(
    [...tenants].map(([id, { head, marks, rows, ledger, mails, gone }]) => [
      id,
      { head, marks: new Map(marks), rows: new Map([...rows].map(([name, each]) => [name, new Map(each)])), ledger: new Map(ledger), mails: [...mails], gone: [...gone] },
    ]),
  );
}

class Snapshot implements TenantSnapshot {
  readonly #memory: TenantMemory;
  readonly #seat: Seat;

  constructor(memory: TenantMemory, seat: Seat) {
    this.#memory = memory;
    this.#seat = seat;
  }

  head = async () => this.#memory.head;

  async markOf(seq: number): Promise<string | undefined> {
    return seq === 0 ? '' : this.#memory.marks.get(Math.max(seq, this.#memory.head.horizon));
  }

  async edge(entities: readonly Entity[], { client, above, limit }: { client: Id; above: number; limit: number }): Promise<PageEdge> {
    const found = entities.flatMap((entity) => this.#rowsAbove(entity, above, entities).map(({ seq }) => ({ part: entity.name, seq })));
    const results = this.#resultsAbove(client, above).map(({ seq }) => ({ part: 'results', seq }));
    const gone = linesFor(this.#memory, this.#seat.tenant, this.#asker(entities), above).map(({ seq }) => ({ part: 'gone', seq }));
    const hits = [...found, ...results, ...gone].sort((a, b) => a.seq - b.seq).slice(0, limit + 1);
    const [first, last] = [hits[0], hits.at(-1)];
    if (!first || !last) return { upTo: null, count: 0, entities: [], results: false, gone: false };
    const upTo = hits.length <= limit ? null : last.seq > first.seq ? last.seq - 1 : last.seq;
    // As the real one: a number that fills the page and more may hold rows of any entity.
    const overfull = upTo !== null && first.seq === last.seq;
    const has = (part: string) => overfull || hits.some((hit) => hit.part === part && hit.seq <= (upTo ?? Infinity));
    return { upTo, count: hits.length, entities: entities.filter(({ name }) => has(name)), results: has('results'), gone: has('gone') };
  }

  async results(client: Id, above: number, upTo: number) {
    return this.#resultsAbove(client, above)
      .filter(({ seq }) => seq <= upTo)
      .sort((a, b) => a.seq - b.seq || (a.number ?? 0) - (b.number ?? 0))
      .map(({ id, number, seq, arrival, outcome }) => ({ commandId: id, number: number ?? 1, seq, arrival, outcome }));
  }

  async pageRows(entity: Entity, above: number, upTo: number, visible: readonly Entity[]): Promise<RowLine[]> {
    const columns = columnsOf(entity);
    const rows = this.#rowsAbove(entity, above, visible)
      .filter(({ seq }) => seq <= upTo)
      .sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
      .map(({ id, seq, rev, deleted, values }) => {
        const cells = columns.map(({ field, type }) => (deleted ? null : cellOf(type, values[field] ?? null)));
        return JSON.stringify([id, seq, rev, '{}', deleted ? 1 : 0, ...cells]);
      });
    return rows.length === 0 ? [] : [{ rows: rows.length, text: rows.join(',') }];
  }

  async gone(above: number, upTo: number, visible: readonly Entity[]): Promise<GoneRow[]> {
    return goneFor(this.#memory, this.#seat.tenant, this.#asker(visible), above, upTo);
  }

  #asker(visible: readonly Entity[]): Asker {
    return { person: this.#seat.person, sight: this.#seat.sight, visible };
  }

  #rowsAbove(entity: Entity, above: number, visible: readonly Entity[]): KeptRow[] {
    return rowsFor(this.#memory, entity, this.#asker(visible)).filter(({ seq }) => seq > above);
  }

  #resultsAbove(client: Id, above: number): LedgerEntry[] {
    return [...this.#memory.ledger.values()].filter((entry) => entry.client === client && entry.person_id === this.#seat.person && entry.seq > above);
  }
}

/** As SQLite stores it, like the statement of a page in entity-statements.ts. */
export function cellOf(type: string, value: unknown): unknown {
  if (type === 'jsonb') return JSON.stringify(value);
  return value !== null && type === 'boolean' ? Number(value) : value;
}

class Change implements TenantChange {
  readonly #memory: TenantMemory;
  readonly #seat: Seat;
  readonly #numbers: Map<Id, number>;
  readonly #options: MemoryOptions;
  /** Lets the next transaction begin before this one has ended. */
  readonly #letNext: () => void;
  readonly #writes: (() => void)[] = [];
  seq = 0;
  rows: readonly RowToWrite[] = [];
  entries: readonly LedgerEntry[] = [];

  constructor(memory: TenantMemory, seat: Seat, numbers: Map<Id, number>, options: MemoryOptions, letNext: () => void) {
    this.#memory = memory;
    this.#seat = seat;
    this.#numbers = numbers;
    this.#options = options;
    this.#letNext = letNext;
  }

  commit(): void {
    for (const write of this.#writes) write();
  }

  async lookUp(ids: readonly Id[], sender: { incarnation: Id } | undefined, numbers: readonly number[]): Promise<LedgerEntry[]> {
    const byId = ids.flatMap((id) => this.#memory.ledger.get(id) ?? []);
    if (!sender) return byId;
    const wanted = new Set(numbers);
    return [...byId, ...[...this.#memory.ledger.values()].filter(({ incarnation, number }) => incarnation === sender.incarnation && number !== null && wanted.has(number))];
  }

  async lastNumber(sender: { incarnation: Id }): Promise<number> {
    return Math.max(0, ...[...this.#memory.ledger.values()].map(({ incarnation, number }) => (incarnation === sender.incarnation ? (number ?? 0) : 0)));
  }

  async relabel({ client, incarnation }: { client: Id; incarnation: Id }, entries: readonly { id: Id; number: number }[]): Promise<void> {
    this.#writes.push(() => {
      for (const { id, number } of entries) {
        const entry = this.#memory.ledger.get(id);
        if (entry) this.#memory.ledger.set(id, { ...entry, client, incarnation, number });
      }
    });
  }

  async rowsById(entity: Entity, ids: readonly Id[]): Promise<StoredRow[]> {
    const wanted = new Set(ids);
    return this.#seen(entity).filter(({ id }) => wanted.has(id)).map(storedRow);
  }

  async rowsByParent(entity: Entity, field: string, parents: readonly Id[]): Promise<StoredRow[]> {
    return this.#seen(entity).filter(({ values }) => parents.some((parent) => values[field] === parent)).map(storedRow);
  }

  #seen(entity: Entity): KeptRow[] {
    return rowsFor(this.#memory, entity, { person: this.#seat.person, sight: this.#seat.sight, visible: ENTITIES }).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async lockDependants(): Promise<void> {
    // One transaction at a time.
  }

  async restampDependants(seq: number, rows: readonly RowInSight[]): Promise<void> {
    this.#writes.push(() => restamp(this.#memory, this.#seat.tenant, seq, rows));
  }

  async writers(writes: readonly Write[]): Promise<(WriterInLedger | undefined)[]> {
    return writes.map(({ client, incarnation, number }) => {
      const entry = [...this.#memory.ledger.values()].find((one) => one.client === client && one.incarnation === incarnation && one.number === number);
      return entry && { person_id: entry.person_id, arrival: entry.arrival, name: this.#nameOf(entry.person_id) };
    });
  }

  #nameOf(person: Id): string | null {
    const row = this.#memory.rows.get('membership')?.get(person) ?? this.#memory.rows.get('agent')?.get(person);
    const name = row?.values['name'];
    return typeof name === 'string' ? name : null;
  }

  async nextNumbers(vendor: Id, count: number): Promise<number[]> {
    const last = this.#numbers.get(vendor);
    if (last === undefined) throw new DataError('42P01', 'no such sequence');
    // A sequence gives a number once, whatever becomes of the transaction.
    this.#numbers.set(vendor, last + count);
    return Array.from({ length: count }, (_, index) => last + 1 + index);
  }

  async takeSeq(): Promise<number> {
    const head = { ...this.#memory.head, seq: this.#memory.head.seq + 1, mark: this.#options.newMark() };
    const take = () => {
      this.#memory.head = head;
      this.#memory.marks.set(head.seq, head.mark);
    };
    if (this.#options.holdSeq) this.#writes.push(take);
    else {
      take();
      this.#letNext();
    }
    this.seq = head.seq;
    return head.seq;
  }

  async writeRows(seq: number, rows: readonly RowToWrite[]): Promise<void> {
    for (const row of rows) {
      if (this.#options.refuses(row)) throw new DataError('22021', 'a character that cannot be stored');
      if (!row.stored && this.#memory.rows.get(row.entity.name)?.has(row.id)) throw new DataError('23505', 'the row is there');
    }
    this.rows = rows;
    this.#writes.push(() => {
      for (const { entity, id, values, rev, fieldRev, deleted } of rows) {
        const table = this.#memory.rows.get(entity.name) ?? new Map<Id, KeptRow>();
        this.#memory.rows.set(entity.name, table);
        table.set(id, { id, seq, values, rev, fieldRev, deleted });
      }
    });
  }

  async enter(entries: readonly LedgerEntry[]): Promise<void> {
    for (const { id } of entries) if (this.#memory.ledger.has(id)) throw new DataError('23505', 'the command is there');
    this.entries = entries;
    this.#writes.push(() => {
      for (const entry of entries) this.#memory.ledger.set(entry.id, entry);
    });
  }

  /** The simulation merges nothing. */
  async keepMergedMail(): Promise<void> {}

  async keepMail(mails: readonly MailRow[]): Promise<void> {
    this.#writes.push(() => {
      const told = new Set(this.#memory.mails.map(mailKey));
      for (const mail of mails) if (!told.has(mailKey(mail))) this.#memory.mails.push(mail);
    });
  }
}

function storedRow({ id, values, rev, fieldRev, deleted }: KeptRow): StoredRow {
  const copy: FieldRev = fieldRev;
  return { id, values, rev, fieldRev: copy, deleted };
}

function mailKey({ command_id, recipient, template }: MailRow): string {
  return `${command_id} ${recipient} ${template}`;
}
