import type { Change, Read, Reads } from '#shared/domain/kernel/command.ts';
import type { Entity, FieldRev } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { entityOf } from '#shared/domain/registry.ts';
import { sameValue } from '#shared/domain/kernel/same-value.ts';
import { sightChange } from '#shared/domain/access/sight.ts';
import type { RowInSight } from '#cloud/db/gone.ts';
import type { StoredRow, TenantChange } from '#cloud/db/tenant-data.ts';

/** Who wrote a field: what FieldRev keeps besides the revision. A job of the cloud writes as the system with number 0. */
export interface Writer {
  readonly client: Id;
  readonly incarnation: Id;
  readonly number: number;
}

/** A row as it stands in this transaction; `values` is replaced, never changed, so that rules may keep it. */
export interface RowState {
  readonly entity: Entity;
  readonly id: Id;
  values: Readonly<Record<string, unknown>>;
  rev: number;
  fieldRev: FieldRev;
  deleted: boolean;
  /** Whether the database has it already, with these values. */
  readonly stored: boolean;
  readonly storedValues: Readonly<Record<string, unknown>>;
  /** Fields that differ from the database. */
  readonly written: Set<string>;
  changed: boolean;
}

/**
 * The rows of one transaction: read once, locked, carried from command to command, written at the end. It knows entities
 * through the registry alone.
 */
export class Rows {
  readonly #byKey = new Map<string, RowState>();
  #changed = 0;

  get(entity: string, id: Id): RowState | undefined {
    return this.#byKey.get(`${entity}/${id}`);
  }

  /** How many rows the transaction will write. */
  get size(): number {
    return this.#changed;
  }

  changed(): RowState[] {
    return [...this.#byKey.values()].filter((row) => row.changed);
  }

  /** The insert whose id is or was another row's, if there is one (I10: nothing resurrects). */
  collision(list: readonly Change[]): Change | undefined {
    return list.find((change) => change.kind === 'insert' && this.get(change.entity, change.id) !== undefined);
  }

  /** Reads and locks all that `reads` name, one query per entity, in the order (entity, id) (sync.md, Cloud: push). */
  async load(data: TenantChange, reads: readonly Read[]): Promise<void> {
    const ids = new Map<Entity, Set<Id>>();
    const parents = new Map<Entity, Map<string, Set<Id>>>();
    for (const read of reads) {
      if (read.kind === 'row') setOf(ids, read.entity).add(read.id);
      else {
        const fields = parents.get(read.entity) ?? new Map<string, Set<Id>>();
        parents.set(read.entity, fields);
        setOf(fields, read.field).add(read.parent);
      }
    }
    const entities = [...new Set([...ids.keys(), ...parents.keys()])].sort((a, b) => (a.name < b.name ? -1 : 1));
    // All sent at once; the connection runs them, and so takes the locks, in this order.
    const loading: Promise<void>[] = [];
    const keep = async (entity: Entity, rows: Promise<StoredRow[]>) => {
      this.#keep(entity, await rows);
    };
    for (const entity of entities) {
      const wanted = ids.get(entity);
      if (wanted) loading.push(keep(entity, data.rowsById(entity, [...wanted])));
      for (const [field, ofParents] of parents.get(entity) ?? []) loading.push(keep(entity, data.rowsByParent(entity, field, [...ofParents])));
    }
    await Promise.all(loading);
  }

  #keep(entity: Entity, rows: readonly StoredRow[]): void {
    for (const row of rows) {
      if (this.get(entity.name, row.id)) continue;
      this.#byKey.set(`${entity.name}/${row.id}`, { ...row, entity, stored: true, storedValues: row.values, written: new Set(), changed: false });
    }
  }

  /** The rows that others may see now than before this transaction (LST-08). */
  inSight(): RowInSight[] {
    return this.changed().flatMap(({ entity, id, stored, storedValues, values }) => {
      const change = stored ? sightChange(entity, storedValues, values) : undefined;
      return change ? [{ entity, id, change }] : [];
    });
  }

  /** Whether the transaction changes what people of the company may see at all. */
  decidesSight(): boolean {
    return this.changed().some(({ entity, stored, written }) => stored && [...written].some((field) => entity.fields[field]?.decidesSight));
  }

  /** What a rule gets for its reads; a deleted row is absent, and so is one that is not for its giver's eyes. */
  found(reads: Reads, isSeen: (row: RowState) => boolean): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(reads).map(([name, read]) => {
        if (read.kind === 'row') {
          const row = this.get(read.entity.name, read.id);
          return [name, row && !row.deleted && isSeen(row) ? { state: 'row', row: rowOf(row) } : { state: 'absent' }];
        }
        const rows = [...this.#byKey.values()].filter((row) => row.entity === read.entity && !row.deleted && row.values[read.field] === read.parent && isSeen(row));
        return [name, { state: 'rows', rows: rows.map(rowOf) }];
      }),
    );
  }

  /** Applies one change and says which fields took another value, with the value before. Ask `collision` first. */
  apply(change: Change, writer: Writer): { row: RowState; before: Readonly<Record<string, unknown>> } {
    const entity = entityOf(change.entity);
    if (!entity) throw new Error(`no such entity: ${change.entity}`);
    const known = this.get(change.entity, change.id);
    if (change.kind === 'insert') {
      if (known) throw new Error(`the row is there: ${change.entity} ${change.id}`);
      const row: RowState = {
        entity, id: change.id, values: withNulls(entity, change.values), rev: 1, deleted: false, stored: false, storedValues: {}, changed: true,
        fieldRev: { '*': [1, writer.client, writer.number, writer.incarnation] }, written: new Set(Object.keys(entity.fields)),
      };
      this.#byKey.set(`${change.entity}/${change.id}`, row);
      this.#changed += 1;
      return { row, before: {} };
    }
    if (!known || known.deleted) throw new Error(`the rule changes a row that it did not find: ${change.entity} ${change.id}`);
    if (change.kind === 'remove') {
      this.#touch(known);
      known.deleted = true;
      return { row: known, before: {} };
    }
    const before: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(change.values)) {
      if (!(field in entity.fields)) throw new Error(`no such field: ${change.entity}.${field}`);
      if (!sameValue(known.values[field], value)) before[field] = known.values[field];
    }
    const fields = Object.keys(before);
    if (fields.length === 0) return { row: known, before };
    this.#touch(known);
    known.values = { ...known.values, ...Object.fromEntries(fields.map((field) => [field, change.values[field]])) };
    known.fieldRev = { ...known.fieldRev };
    for (const field of fields) {
      known.fieldRev[field] = [known.rev, writer.client, writer.number, writer.incarnation];
      known.written.add(field);
    }
    return { row: known, before };
  }

  #touch(row: RowState): void {
    row.rev += 1;
    if (!row.changed) this.#changed += 1;
    row.changed = true;
  }
}

/** A new given value (a ticket's number) of a row that was inserted in this transaction. */
export function give(row: RowState, field: string, value: number): void {
  row.values = { ...row.values, [field]: value };
}

function rowOf(row: RowState): Record<string, unknown> {
  return { ...row.values, id: row.id, rev: row.rev };
}

function withNulls(entity: Entity, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(entity.fields).map((field) => [field, values[field] ?? null]));
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const known = map.get(key) ?? new Set<V>();
  map.set(key, known);
  return known;
}
