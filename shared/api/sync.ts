import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import { roleSchema } from '../domain/access/roles.ts';
import { sightSchema } from '../domain/access/sight.ts';
import { heardWritingSchema } from './writing.ts';

/*
 * What a desk sends is read strictly. What it reads may say more than this program knows: a later cloud does not break an
 * earlier desk (sync.md, Upgrades).
 */

/** The protocol's number; a cloud that knows only older ones answers `too_new` and the desk holds (sync.md, Upgrades). */
export const SYNC_SCHEMA = 1;
export const PUSH_LIMIT = 100;

/** Where a desk is in one tenant's feed; the mark tells a restored cloud from a slow one. */
export const cursorSchema = z.strictObject({ seq: z.int().min(0), mark: z.string().max(64) });
export type Cursor = z.output<typeof cursorSchema>;
/** As a reply tells it. */
const toldCursorSchema = z.object(cursorSchema.shape);
export const START: Cursor = { seq: 0, mark: '' };

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What became of a command in the cloud; final once it stands in the ledger. */
export const outcomeSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('accepted'),
    remarks: z.array(z.object({ code: z.string(), facts: factsSchema })),
    /** What only the cloud could give, by row: `{entity, id, field: value}`. */
    given: z.array(z.object({ entity: z.string(), id: idSchema, values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })),
    /** Conflict records written for this command's author (I9). */
    conflicts: z.int().min(0),
  }),
  z.object({
    state: z.literal('refused'),
    refusal: z.object({ code: z.string(), why: z.enum(['input', 'right', 'state']).catch('state'), facts: factsSchema }),
  }),
]);
export type Outcome = z.output<typeof outcomeSchema>;

export const resultSchema = z.object({
  commandId: idSchema,
  number: z.int().min(1),
  /** The feed number of its transaction; a refusal has one too, so that it can be settled. */
  seq: z.int().min(1),
  /** Time of arrival, ms. */
  arrival: z.int(),
  outcome: outcomeSchema,
});
export type CommandResult = z.output<typeof resultSchema>;

/** The bytes of a command as kept in the log and hashed in the ledger; JSON text of this shape. */
export const commandBodySchema = z.strictObject({
  name: z.string().max(60),
  schema: z.int().min(1),
  input: z.json(),
  /** Time of typing, ms, corrected by the measured offset (I14). */
  now: z.int(),
  /** What the desk's clock said, uncorrected; kept for the record. */
  typed: z.int(),
  /** The revision the author saw, by `entity/id`, of each row that the desk's run changed. */
  bases: z.record(z.string().max(120), z.int().min(0)),
});
export type CommandBody = z.output<typeof commandBodySchema>;

const clientFields = {
  /** The device's id; a restored or cloned profile keeps it and takes a new incarnation. */
  client: idSchema,
  incarnation: idSchema,
  schema: z.int().min(1),
  tenant: idSchema,
};

export const pushRequestSchema = z.strictObject({
  ...clientFields,
  /** A prefix of the tenant's pending commands, numbers without a hole, counted per (client, incarnation, tenant) from 1. */
  commands: z
    .array(z.strictObject({ id: idSchema, number: z.int().min(1), body: z.string().max(400_000) }))
    .min(1)
    .max(PUSH_LIMIT),
});
export type PushRequest = z.output<typeof pushRequestSchema>;
export const pushReplySchema = z.object({ results: z.array(resultSchema), now: z.int() });
export type PushReply = z.output<typeof pushReplySchema>;

export const pullRequestSchema = z.strictObject({
  ...clientFields,
  cursor: cursorSchema,
  /** The scope the desk's rows were sent under; another one in force resets the feed. */
  scope: z.string().max(64),
  limit: z.int().min(1).max(10_000),
});
export type PullRequest = z.output<typeof pullRequestSchema>;

/**
 * Rows of one entity. `columns` starts with id, seq, rev, field_rev (nothing is told there: decision 0016), deleted; the
 * entity's columns follow in any order.
 * JSON columns are text of JSON, booleans 0 or 1, times ms: as SQLite stores them. A deleted row has nulls for the rest.
 */
export const tableSchema = z.object({
  entity: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});
export type Table = z.output<typeof tableSchema>;

const pageHeadSchema = z.object({
  state: z.literal('page'),
  /** How many rows the tables of this page have in all; a page with another number of them was cut. */
  rows: z.int().min(0),
  /** This client's commands with a seq in this page; they apply in the page's own transaction. */
  results: z.array(resultSchema),
  /** Rows that this person may no longer see (narrowed since the cursor). */
  gone: z.array(z.object({ entity: z.string(), id: idSchema })),
  cursor: toldCursorSchema,
  complete: z.boolean(),
  /** How many rows the feed has above the request's cursor, for progress; an estimate. */
  remaining: z.int().min(0),
  now: z.int(),
});
export type PageHead = z.output<typeof pageHeadSchema>;

/**
 * The first line of a pull's reply. After the head of a page each of its tables (`tableSchema`) follows on a line of its
 * own: who writes the rows takes those lines as they came, and nobody else takes them apart.
 */
export const pullHeadSchema = z.discriminatedUnion('state', [
  pageHeadSchema,
  /** The desk's cursor, mark or scope no longer stands: start the feed again from zero, beside what is shown. */
  z.object({ state: z.literal('reset'), why: z.enum(['forked', 'scope', 'horizon']).catch('horizon'), scope: z.string(), now: z.int() }),
]);
export type PullHead = z.output<typeof pullHeadSchema>;
export type PullReset = Extract<PullHead, { state: 'reset' }>;
export const PULL_TYPE = 'application/x-ndjson';

/** A pull's reply read whole. */
export type PullReply = (PageHead & { readonly tables: Table[] }) | PullReset;

/** Reads a reply whole and checks every cell; throws for anything else. For clients that keep no rows. */
export function readPullReply(text: string): PullReply {
  const [first = '', ...lines] = text.split('\n');
  const head = pullHeadSchema.parse(JSON.parse(first));
  if (head.state === 'reset') return head;
  const tables = lines.map((line) => tableSchema.parse(JSON.parse(line)));
  if (tables.reduce((sum, table) => sum + table.rows.length, 0) !== head.rows) throw new Error('the page was cut');
  return { ...head, tables };
}

export const checkRequestSchema = pullRequestSchema.omit({ limit: true });
export type CheckRequest = z.output<typeof checkRequestSchema>;
/** How many rows of an entity a feed has, deleted ones apart, and the sum of their terms: see checksum.ts. */
export const sumSchema = z.object({ entity: z.string(), rows: z.int().min(0), sum: z.int().min(0) });
export type Sum = z.output<typeof sumSchema>;
export const checkReplySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sums'), sums: z.array(sumSchema), now: z.int() }),
  /** The feed has gone on since, or starts again: a pull says more. */
  z.object({ state: z.literal('moved'), now: z.int() }),
]);
export type CheckReply = z.output<typeof checkReplySchema>;

export const feedSchema = z.object({
  tenant: idSchema,
  name: z.string(),
  vatNumber: z.string(),
  kind: z.enum(['vendor', 'customer']),
  side: z.enum(['customer', 'vendor']),
  roles: z.array(roleSchema),
  areas: z.array(z.enum(['org', 'support', 'crm', 'personal'])),
  /** LST-08; an older cloud, where nothing is private, does not say. */
  sight: sightSchema.default('open'),
  scope: z.string(),
});
export type Feed = z.output<typeof feedSchema>;

/** Who is signed in and which feeds they may pull; asked at start, after a poke `me`, and every hour. */
export const meSchema = z.object({
  person: z.object({ id: idSchema, name: z.string(), email: z.string(), language: z.enum(['it', 'en', 'ru']) }),
  feeds: z.array(feedSchema),
  now: z.int(),
  version: z.string(),
});
export type Me = z.output<typeof meSchema>;

/** A line of `GET /v1/sync/events` (server-sent events): only says *pull now*. */
export const pokeSchema = z.union([z.object({ tenant: idSchema, seq: z.int() }), z.object({ me: z.literal(true) }), z.object({ writing: heardWritingSchema })]);
export type Poke = z.output<typeof pokeSchema>;
