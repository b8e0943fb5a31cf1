import { expect, test } from 'vitest';
import type * as z from 'zod';
import { signedInDevicesSchema } from './account.ts';
import { apiErrorSchema } from './errors.ts';
import {
  checkReplySchema, checkRequestSchema, commandBodySchema, meSchema, pokeSchema, pullHeadSchema, pullRequestSchema, pushReplySchema, pushRequestSchema, readPullReply, tableSchema,
} from './sync.ts';

const id = '0193b2c0-0010-7000-8000-000000000001';
const client = { client: id, incarnation: id, schema: 1, tenant: id };
const cursor = { seq: 1, mark: 'm' };
const result = (outcome: object) => ({ commandId: id, number: 1, seq: 1, arrival: 1, outcome });
const accepted = result({ state: 'accepted', remarks: [{ code: 'a.b', facts: {} }], given: [{ entity: 'ticket', id, values: {} }], conflicts: 0 });
const refused = result({ state: 'refused', refusal: { code: 'a.b', why: 'state', facts: {} } });
const head = { state: 'page', rows: 0, results: [accepted], gone: [{ entity: 'ticket', id }], cursor, complete: true, remaining: 0, now: 1 };

const REPLIES: readonly (readonly [z.ZodType, object])[] = [
  [pushReplySchema, { results: [accepted, refused], now: 1 }],
  [pullHeadSchema, head],
  [pullHeadSchema, { state: 'reset', why: 'scope', scope: 's', now: 1 }],
  [tableSchema, { entity: 'ticket', columns: ['id'], rows: [] }],
  [checkReplySchema, { state: 'sums', sums: [{ entity: 'ticket', rows: 1, sum: 1 }], now: 1 }],
  [checkReplySchema, { state: 'moved', now: 1 }],
  [
    meSchema,
    {
      person: { id, name: 'N', email: 'n@x.example', language: 'it' }, now: 1, version: '1',
      feeds: [{ tenant: id, name: 'N', vatNumber: '', kind: 'customer', side: 'customer', roles: ['user'], areas: ['org'], sight: 'all', scope: 's' }],
    },
  ],
  [pokeSchema, { tenant: id, seq: 1 }],
  [pokeSchema, { me: true }],
  [apiErrorSchema, { error: { code: 'a', message: 'b' } }],
  [signedInDevicesSchema, { devices: [] }],
];
const REQUESTS: readonly (readonly [z.ZodType, object])[] = [
  [pushRequestSchema, { ...client, commands: [{ id, number: 1, body: '{}' }] }],
  [pullRequestSchema, { ...client, cursor, scope: '', limit: 1 }],
  [checkRequestSchema, { ...client, cursor, scope: '' }],
  [commandBodySchema, { name: 'a.b', schema: 1, input: null, now: 1, typed: 1, bases: {} }],
];

/** One field more in every object but those whose keys are data. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, name === 'facts' || name === 'values' ? part : withMore(part)]);
  return { ...Object.fromEntries(parts), later: { more: true } };
}

test('a reply that says more than this program knows is read, and what it says more is left out', () => {
  for (const [schema, reply] of REPLIES) {
    expect(schema.parse(reply), JSON.stringify(reply)).toEqual(reply);
    expect(schema.parse(withMore(reply)), JSON.stringify(reply)).toEqual(reply);
  }
  const [first, table] = [{ ...head, rows: 1, later: 1 }, { entity: 'ticket', columns: ['id'], rows: [[id]], later: 1 }];
  expect(readPullReply(`${JSON.stringify(first)}\n${JSON.stringify(table)}`)).toMatchObject({ state: 'page', tables: [{ rows: [[id]] }] });
});

test('a request that says more than the agreed is refused: what the cloud does not know it must not pass over', () => {
  for (const [schema, request] of REQUESTS) {
    expect(schema.safeParse(request).success, JSON.stringify(request)).toBe(true);
    expect(schema.safeParse({ ...request, later: 1 }).success, JSON.stringify(request)).toBe(false);
  }
  expect(pullRequestSchema.safeParse({ ...client, cursor: { ...cursor, later: 1 }, scope: '', limit: 1 }).success).toBe(false);
});

test('a reason of a later cloud is read as the mildest of ours', () => {
  expect(pullHeadSchema.parse({ state: 'reset', why: 'moved_house', scope: 's', now: 1 })).toMatchObject({ why: 'horizon' });
  expect(pushReplySchema.parse({ results: [result({ state: 'refused', refusal: { code: 'a.b', why: 'weather', facts: {} } })], now: 1 }).results[0]?.outcome).toMatchObject({ refusal: { why: 'state' } });
});
