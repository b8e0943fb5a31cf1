import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided } from '../kernel/command.ts';
import type { Entity, ValuesOf } from '../kernel/entity.ts';
import { idSchema, type Id } from '../kernel/ids.ts';
import { cleanJson, line } from '../kernel/text.ts';
import { agent, company, email, membership, preference, SUPPORT_DAYS_AT_FIRST, supportSettings } from './entities.ts';
import { isVendorRole, roleSchema } from '../access/roles.ts';
import { DEFAULT_CLOSE_AFTER_MINUTES } from '../tickets/values.ts';
import { preferenceId } from './preference-id.ts';

/** Identity lives in the cloud's auth tables; these commands publish what the desks may know of it. */
function publish<const N extends string, E extends Entity, S extends z.ZodType<ValuesOf<E['fields']>>>(name: N, entity: E, values: S) {
  return defineCommand({
    name,
    area: entity.area,
    schema: 1,
    input: z.strictObject({ id: idSchema, values }),
    reads: (input) => ({ row: ref(entity, input.id) }),
    decide: ({ row }, input) => {
      // zod cannot follow the generic shape through strictObject.
      const { id, values } = input as { id: Id; values: ValuesOf<E['fields']> };
      return changes([row.state === 'row' ? patch(entity, id, values) : insert(entity, id, values)]);
    },
  });
}

/** Who the company is; its own settings stay as they are. */
export const companyPublish = defineCommand({
  name: 'company.publish',
  area: 'org',
  schema: 1,
  input: z.strictObject({ id: idSchema, values: z.strictObject({ name: line(200, 1), vatNumber: line(28), kind: z.enum(['vendor', 'customer']) }) }),
  reads: (input) => ({ row: ref(company, input.id) }),
  decide: ({ row }, { id, values }) =>
    changes([row.state === 'row' ? patch(company, id, values) : insert(company, id, { ...values, selfRegistration: false, supportDays: SUPPORT_DAYS_AT_FIRST, siteForm: false, siteOrigins: '' })]),
});

/** ACC-16: nobody in a customer's company can hold one of the vendor's roles, whoever asks for it. */
export const membershipPublish = defineCommand({
  name: 'membership.publish',
  area: 'org',
  schema: 1,
  input: z.strictObject({
    id: idSchema,
    values: z.strictObject({
      name: line(200, 1),
      firstName: line(80).default(''),
      lastName: line(80).default(''),
      email,
      phone: line(40),
      /** The person's place in the company: left out, it stays as it is, and somebody without one gets none. */
      roles: z.array(roleSchema).exactOptional(),
      activeSince: z.int().exactOptional(),
      active: z.boolean().exactOptional(),
    }),
  }),
  reads: (input, ctx) => ({ row: ref(membership, input.id), company: ref(company, ctx.tenant) }),
  decide: (found, { id, values }, ctx) => {
    const { roles, activeSince, active } = values;
    const vendorRole = roles?.find(isVendorRole);
    if (vendorRole !== undefined && found.company.state === 'row' && found.company.row.kind === 'customer') {
      return refuse('membership.vendor_role', 'right', { role: vendorRole });
    }
    if (found.row.state === 'row') return changes([patch(membership, id, values)]);
    if (roles === undefined || activeSince === undefined || active === undefined) return refuse('membership.unknown', 'state');
    return changes([insert(membership, id, { companyId: ctx.tenant, ...values, roles, activeSince, active })]);
  },
});

export const agentPublish = publish('agent.publish', agent, z.strictObject({ name: line(200, 1), active: z.boolean() }));

/**
 * DET-06, LST-08, TKT-15: the company's own number of minutes, what its plain users see, and how much its form asks. The first call, by the system, creates
 * the row; the vendor's name is the system's alone.
 */
export const supportSettingsChange = defineCommand({
  name: 'support_settings.change',
  area: 'support',
  schema: 3,
  input: z.strictObject({ closeAfterMinutes: z.int().min(0).max(24 * 60).optional(), usersSeeAll: z.boolean().optional(), simpleForm: z.boolean().optional(), vendorName: line(200).optional() }),
  rewrites: {
    support_settings: {
      closeAfterMinutes: (_tenant, closeAfterMinutes) => ({ closeAfterMinutes }),
      usersSeeAll: (_tenant, usersSeeAll) => ({ usersSeeAll }),
      simpleForm: (_tenant, simpleForm) => ({ simpleForm }),
    },
  },
  reads: (_input, ctx) => ({ settings: ref(supportSettings, ctx.tenant) }),
  decide: ({ settings }, input, ctx) => {
    if (settings.state === 'unknown') return undecided();
    const { vendorName, ...own } = input;
    const values = ctx.actor.side === 'system' ? input : own;
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length === 0) return refuse('support_settings.nothing', 'input');
    if (settings.state === 'row') return changes([patch(supportSettings, ctx.tenant, given)]);
    return changes([insert(supportSettings, ctx.tenant, { closeAfterMinutes: DEFAULT_CLOSE_AFTER_MINUTES, usersSeeAll: true, simpleForm: false, vendorName: '', calendar: null, ...given })]);
  },
});

const PREFERENCE_LIMIT = 20_000;

/** LST-02. Every device of a person writes the same row, whose id nobody else can name. */
export const preferenceSet = defineCommand({
  name: 'preference.set',
  area: 'personal',
  schema: 2,
  quiet: true,
  input: z.strictObject({ key: line(100, 1), value: z.json().overwrite(cleanJson) }),
  reads: (input, ctx) => ({ row: ref(preference, preferenceId(ctx.actor.personId, input.key)) }),
  decide: ({ row }, input, ctx) => {
    if (JSON.stringify(input.value).length > PREFERENCE_LIMIT) return refuse('preference.too_long', 'input', { limit: PREFERENCE_LIMIT });
    const id = preferenceId(ctx.actor.personId, input.key);
    if (row.state === 'row') return changes([patch(preference, id, { value: input.value })]);
    return changes([insert(preference, id, { ownerId: ctx.actor.personId, key: input.key, value: input.value })]);
  },
});
