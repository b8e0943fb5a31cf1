import type * as z from 'zod';
import type { Id } from './ids.ts';

/** Which part of a tenant a row belongs to; rights and scope are given by area (sync.md, Tenants and feeds). */
export type Area = 'org' | 'support' | 'crm' | 'personal';

/** How a field is stored on both sides. `time` is milliseconds since 1970 UTC, as an integer. `json` is text of JSON. */
export type FieldKind = 'text' | 'integer' | 'boolean' | 'json' | 'id' | 'time';

/**
 * What happens when two people change the same field at once (sync.md, Pending, rebase, conflict).
 * `last`: the last arrival wins and a conflict record keeps both. `guarded`: refused to *needs you*.
 * `derived` and `server`: never compared. `fixed`: written at insert only.
 */
export type Merge = 'last' | 'set' | 'counter' | 'text' | 'guarded' | 'derived' | 'server' | 'fixed';

export interface Field<T = unknown> {
  readonly schema: z.ZodType<T>;
  readonly kind: FieldKind;
  readonly merge: Merge;
  readonly nullable: boolean;
  /** The cloud fills the field when the row is inserted there; until then it is null. `sequence`: the vendor's ticket numbers. */
  readonly given?: 'sequence';
  /** The field of the same row that says this one's value in words (of a person's id, the name); for conflict records. */
  readonly named?: string;
  /** Changing it changes what people of the company may see at all: their desks are told to ask who they are. */
  readonly decidesSight?: true;
}

export function field<T>(kind: FieldKind, schema: z.ZodType<T>, merge: Merge): Field<T> {
  return { schema, kind, merge, nullable: false };
}

export function optionalField<T>(kind: FieldKind, schema: z.ZodType<T>, merge: Merge): Field<T | null> {
  return { schema: schema.nullable(), kind, merge, nullable: true };
}

/** A number that only the cloud gives (sync.md: tickets from a sequence per vendor, gaps allowed). */
export function givenField(schema: z.ZodType<number>): Field<number | null> {
  return { schema: schema.nullable(), kind: 'integer', merge: 'server', nullable: true, given: 'sequence' };
}

export type Fields = Record<string, Field>;
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface Entity<N extends string = string, F extends Fields = Fields> {
  /** The table's name on both sides, in snake_case. */
  readonly name: N;
  readonly area: Area;
  readonly fields: F;
  /** The field that names the parent row; whoever sees the parent sees this row. */
  readonly visibleThrough?: { readonly entity: string; readonly field: string };
  /** `vendor`: only the vendor's people may ever receive the row (internal notes). */
  readonly side?: 'vendor';
  /** LST-08: the boolean field that hides a row from its company, and those that name the people whose own it is (`access/sight.ts`). */
  readonly hidden?: { readonly by: string; readonly people: readonly string[] };
  /** The field that names the one person who may see the row (area `personal`, conflict records). */
  readonly owner?: string;
  /** The fields that name the row this one tells of: whoever may not see that one may not see this row. */
  readonly about?: { readonly entity: string; readonly row: string };
}

export function defineEntity<const N extends string, F extends Fields>(entity: Entity<N, F>): Entity<N, F> {
  return entity;
}

/** A row as the rules see it. `rev` counts its changes; 0 stands for a row that the cloud has not confirmed. */
export type RowOf<E extends Entity> = ValuesOf<E['fields']> & { readonly id: Id; readonly rev: number };

/**
 * `[rev, client, number, incarnation]`: at which revision of the row the field was last written, and by which numbered
 * command. `*` stands for all fields as they were inserted: a field of its own appears with its first change.
 */
export type FieldRev = Record<string, [rev: number, client: Id, number: number, incarnation: Id]>;

/** The column of a field: `createdAt` → `created_at`. */
export function columnOf(fieldName: string): string {
  return fieldName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
