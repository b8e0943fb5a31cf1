import type * as z from 'zod';
import type { Area, Entity, RowOf, ValuesOf } from './entity.ts';
import type { Id } from './ids.ts';
import type { Role } from '../access/roles.ts';

/** Who gives a command. `system` is a job of the cloud (sync.md, Every writer is a command). */
export interface Actor {
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly side: 'customer' | 'vendor' | 'system';
  /** The roles in force in the command's tenant. */
  readonly roles: readonly Role[];
}

/** All that a rule may know of the world. Clock and ids come in here; nothing else does. */
export interface Ctx {
  /** Time of typing, ms since 1970 UTC, corrected by the measured offset; the same in both runs. */
  readonly now: number;
  /** Time of arrival in the cloud; on the desk the same as `now`. */
  readonly arrival: number;
  readonly actor: Actor;
  readonly tenant: Id;
  readonly commandId: Id;
}

export interface RowRead<E extends Entity = Entity> {
  readonly kind: 'row';
  readonly entity: E;
  readonly id: Id;
}
export interface ChildrenRead<E extends Entity = Entity> {
  readonly kind: 'children';
  readonly entity: E;
  readonly field: string;
  readonly parent: Id;
}
export type Read = RowRead | ChildrenRead;
export type Reads = Record<string, Read>;

/** `unknown`: not in this desk's scope, or not loaded yet; the cloud never says it. */
export type FoundRow<E extends Entity> =
  | { readonly state: 'row'; readonly row: RowOf<E> }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };
export type FoundRows<E extends Entity> =
  | { readonly state: 'rows'; readonly rows: readonly RowOf<E>[] }
  | { readonly state: 'unknown' };
export type Found<R extends Reads> = {
  readonly [K in keyof R]: R[K] extends RowRead<infer E> ? FoundRow<E> : R[K] extends ChildrenRead<infer E> ? FoundRows<E> : never;
};

/** One row by id. */
export function ref<E extends Entity>(entity: E, id: Id): RowRead<E> {
  return { kind: 'row', entity, id };
}
/** All rows whose `field` names `parent`. */
export function children<E extends Entity>(entity: E, field: keyof E['fields'] & string, parent: Id): ChildrenRead<E> {
  return { kind: 'children', entity, field, parent };
}

export type Change =
  | { readonly kind: 'insert'; readonly entity: string; readonly id: Id; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'patch'; readonly entity: string; readonly id: Id; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'remove'; readonly entity: string; readonly id: Id };

export function insert<E extends Entity>(entity: E, id: Id, values: ValuesOf<E['fields']>): Change {
  return { kind: 'insert', entity: entity.name, id, values };
}
export function patch<E extends Entity>(entity: E, id: Id, values: Partial<ValuesOf<E['fields']>>): Change {
  return { kind: 'patch', entity: entity.name, id, values };
}
export function remove(entity: Entity, id: Id): Change {
  return { kind: 'remove', entity: entity.name, id };
}

/** What the sentence of a code needs; every value can be shown. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** `input` and `right` are final on the desk; a `state` refusal there is only what the desk knows (sync.md). */
export interface Refusal {
  readonly code: string;
  readonly why: 'input' | 'right' | 'state';
  readonly facts: Facts;
}
/** A part of the command that could not be done while the rest was (ticket.reply with `close`). */
export interface Remark {
  readonly code: string;
  readonly facts: Facts;
}
/** A mail that the cloud sends when the command is accepted; the desk ignores it. One per address, however often it is named. */
export interface Notice {
  readonly template: string;
  readonly to: readonly string[];
  readonly facts: Facts;
  /** Instead of `to`. */
  readonly merged?: ToMerged;
}
/**
 * DET-10: whoever raised a request that was merged into `of`, straight or by way of others, hears its answer, under the title
 * and number of their own request; `through`: only the people of that request and of what was merged into it before.
 */
export interface ToMerged {
  readonly of: Id;
  readonly through: Id | null;
  /** Addresses that hear of it otherwise. */
  readonly but: readonly string[];
}
export type Decision =
  | {
      readonly kind: 'changes';
      readonly changes: readonly Change[];
      readonly remarks: readonly Remark[];
      readonly notices: readonly Notice[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'undecided' };

export function changes(list: readonly Change[], remarks: readonly Remark[] = [], notices: readonly Notice[] = []): Decision {
  return { kind: 'changes', changes: list, remarks, notices };
}
export function refuse(code: string, why: Refusal['why'], facts: Facts = {}): Decision {
  return { kind: 'refused', refusal: { code, why, facts } };
}
export function undecided(): Decision {
  return { kind: 'undecided' };
}

export interface Command<N extends string = string, I = unknown> {
  readonly name: N;
  readonly area: Area;
  /** The shape's version; a change of shape needs a new number and an up-caster in the cloud. */
  readonly schema: number;
  /** What a screen remembers by itself: sent like any other, but *In uscita* does not speak of it unless it is refused. */
  readonly quiet?: boolean;
  readonly input: z.ZodType<I>;
  readonly reads: (input: I, ctx: Ctx) => Reads;
  readonly decide: (found: Found<Reads>, input: I, ctx: Ctx) => Decision;
  readonly rewrites?: Rewrites;
}

/**
 * Entity → field → the input with which this command writes one value into that field and nothing else. By it a conflict
 * is settled under the entity's own rules (`conflict.settle`); whoever adds a field of merge `last` or `text` says it here.
 */
export type Rewrites = Readonly<Record<string, Readonly<Record<string, (id: Id, value: unknown) => unknown>>>>;

/**
 * A named, validated, idempotent change. `decide` is pure: same rows, input and ctx, same answer, on the desk and in
 * the cloud. Who may give it stands in `shared/domain/access/rights.ts`.
 */
export function defineCommand<const N extends string, S extends z.ZodType, R extends Reads>(definition: {
  name: N;
  area: Area;
  schema: number;
  quiet?: boolean;
  input: S;
  reads: (input: z.output<S>, ctx: Ctx) => R;
  decide: (found: Found<R>, input: z.output<S>, ctx: Ctx) => Decision;
  rewrites?: Rewrites;
}): Command<N, z.output<S>> {
  // The found rows are those that `reads` named, so the wider signature loses nothing at run time.
  return definition as unknown as Command<N, z.output<S>>;
}
