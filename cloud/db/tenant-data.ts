import type pg from 'pg';
import { columnOf, type Entity, type FieldRev } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { CommandResult } from '#shared/api/sync.ts';
import { statementsOf } from './entity-statements.ts';
import { writersOf, type WriterInLedger, type Write } from './field-writers.ts';
import { concernsIdentity, wantIdentity } from './identity-effects.ts';
import { headOf, markOf, takeSeq, type FeedHead } from './feed.ts';
import { enter, lastNumber, lookUp, relabel, resultsBetween, type LedgerEntry, type Sender } from './ledger.ts';
import { goneBetween, lockDependants, restampDependants, type GoneRow, type RowInSight } from './gone.ts';
import { keepMail, keepMergedMail, type MailRow, type MergedMail } from './mail-rows.ts';
import { nextNumbers } from './numbers.ts';
import { edgeOf, namesOf, pageRows, type PageEdge, type RowLine } from './pages.ts';
import { inTenant, type Seat, type Transaction } from './tenant-transaction.ts';
import { writeRows, type RowToWrite } from './write-rows.ts';

/** A row as it is kept, its values by field name. */
export interface StoredRow {
  readonly id: Id;
  readonly values: Readonly<Record<string, unknown>>;
  readonly rev: number;
  readonly fieldRev: FieldRev;
  readonly deleted: boolean;
}

/** What a pull reads: one moment of the seat's tenant, as the seat may see it. */
export interface TenantSnapshot {
  head(): Promise<FeedHead>;
  /** The mark of a number, of the horizon for one below it; undefined where this feed never had that number. */
  markOf(seq: number): Promise<string | undefined>;
  /** Where a page of about `limit` rows above `above` ends without cutting a number. */
  edge(entities: readonly Entity[], page: { client: Id; above: number; limit: number }): Promise<PageEdge>;
  /** Results of the seat's own commands from one device, in the feed's order. */
  results(client: Id, above: number, upTo: number): Promise<CommandResult[]>;
  /** A page's rows of one entity, as far as they tell of what is `visible`: text of JSON arrays (see shared/api/sync.ts, tableSchema). */
  pageRows(entity: Entity, above: number, upTo: number, visible: readonly Entity[]): Promise<RowLine[]>;
  /** Rows that the seat's person lost sight of between two numbers, and does not see now (LST-08). */
  gone(above: number, upTo: number, visible: readonly Entity[]): Promise<GoneRow[]>;
}

/** What a prefix of commands reads and writes; calls may be made without waiting and take effect in their order. */
export interface TenantChange {
  /** What the ledger knows of these ids, and of these numbers of the same sender; an entry may come twice. */
  lookUp(ids: readonly Id[], sender: Sender | undefined, numbers: readonly number[]): Promise<LedgerEntry[]>;
  /** The highest number that this sender's commands have in the ledger; 0 for none. */
  lastNumber(sender: Sender): Promise<number>;
  /** After a renumbering (409) known commands come again under their new numbers. */
  relabel(sender: Sender, entries: readonly { id: Id; number: number }[]): Promise<void>;
  /** Rows that the seat may see, locked in the order of their ids. */
  rowsById(entity: Entity, ids: readonly Id[]): Promise<StoredRow[]>;
  /** Rows whose `field` names one of the parents, locked in the order of their ids. */
  rowsByParent(entity: Entity, field: string, parents: readonly Id[]): Promise<StoredRow[]>;
  /** Who wrote, in the order asked; undefined for a job of the cloud, and for a log that was renumbered since. */
  writers(writes: readonly Write[]): Promise<(WriterInLedger | undefined)[]>;
  /** Numbers that people see, of the vendor's sequence. */
  nextNumbers(vendor: Id, count: number): Promise<number[]>;
  /** The feed's next number; held to the commit, so that no later number can be seen before this one (I6). */
  takeSeq(at: number): Promise<number>;
  /** Locks what is seen only with these rows; before the number is taken. */
  lockDependants(rows: readonly RowInSight[]): Promise<void>;
  /** Notes who lost sight of these rows and of what is seen only with them, and stamps the latter for those who gained it; before `writeRows`. */
  restampDependants(seq: number, rows: readonly RowInSight[]): Promise<void>;
  writeRows(seq: number, rows: readonly RowToWrite[]): Promise<void>;
  enter(entries: readonly LedgerEntry[]): Promise<void>;
  keepMail(mails: readonly MailRow[]): Promise<void>;
  /** See mail-rows.ts. */
  keepMergedMail(mail: MergedMail): Promise<void>;
}

/**
 * The rows, feed and ledger of tenants, as sync works with them; each call of `snapshot` and `change` is one transaction
 * of one tenant. An error in `work` undoes it and is thrown on. Errors of the data carry the code of `sqlState`.
 */
export interface TenantData {
  snapshot<T>(seat: Seat, work: (snapshot: TenantSnapshot) => Promise<T>): Promise<T>;
  change<T>(seat: Seat, work: (change: TenantChange) => Promise<T>): Promise<T>;
}

export function postgresData(app: pg.Pool): TenantData {
  return {
    snapshot: (seat, work) => inTenant(app, seat, 'snapshot', (transaction) => work(snapshotIn(transaction, seat))),
    change: (seat, work) => inTenant(app, seat, 'write', (transaction) => work(changeIn(transaction, seat))),
  };
}

function snapshotIn(transaction: Transaction, seat: Seat): TenantSnapshot {
  const { tenant, person } = seat;
  return {
    head: () => headOf(transaction, tenant),
    markOf: (seq) => markOf(transaction, tenant, seq),
    edge: (entities, page) => edgeOf(transaction, entities, seat, page),
    results: (client, above, upTo) => resultsBetween(transaction, tenant, person, client, above, upTo),
    pageRows: (entity, above, upTo, visible) => pageRows(transaction, seat, entity, visible, above, upTo),
    gone: (above, upTo, visible) => goneBetween(transaction, seat, above, upTo, visible),
  };
}

/** A command is judged by its area; of what it names, every entity is there that its person's sight reaches. */
const EVERY_NAME = namesOf(ENTITIES);

function changeIn(transaction: Transaction, seat: Seat): TenantChange {
  const { tenant, person, sight } = seat;
  const lock = async (entity: Entity, name: string, text: string, ids: readonly Id[]) =>
    (await transaction.query<KeptRow>(`${entity.name}.${name}`, text, [tenant, [...ids].sort(), person, EVERY_NAME, sight])).map((row) => storedRow(entity, row));
  return {
    lookUp: (ids, sender, numbers) => lookUp(transaction, tenant, ids, sender, numbers),
    lastNumber: (sender) => lastNumber(transaction, tenant, sender),
    relabel: (sender, entries) => relabel(transaction, tenant, sender, entries),
    rowsById: (entity, ids) => lock(entity, 'lock', statementsOf(entity).lockById, ids),
    rowsByParent: (entity, field, parents) => lock(entity, `lock.${columnOf(field)}`, statementsOf(entity).lockByParent(columnOf(field)), parents),
    writers: (writes) => writersOf(transaction, tenant, writes),
    nextNumbers: (vendor, count) => nextNumbers(transaction, vendor, count),
    takeSeq: (at) => takeSeq(transaction, tenant, at),
    lockDependants: (rows) => lockDependants(transaction, seat, rows),
    restampDependants: (seq, rows) => restampDependants(transaction, seat, seq, rows),
    writeRows: async (seq, rows) => {
      const word = concernsIdentity(rows) ? wantIdentity(transaction, tenant, seq) : undefined;
      await Promise.all([writeRows(transaction, tenant, seq, rows), word]);
    },
    enter: (entries) => enter(transaction, tenant, entries),
    keepMail: (mails) => keepMail(transaction, tenant, mails),
    keepMergedMail: (mail) => keepMergedMail(transaction, tenant, mail),
  };
}

type KeptRow = { id: Id; rev: number; field_rev: FieldRev; deleted: boolean; [column: string]: unknown };

function storedRow(entity: Entity, row: KeptRow): StoredRow {
  const values: Record<string, unknown> = {};
  for (const { field, column } of statementsOf(entity).columns) values[field] = row[column];
  return { id: row.id, values, rev: row.rev, fieldRev: row.field_rev, deleted: row.deleted };
}
