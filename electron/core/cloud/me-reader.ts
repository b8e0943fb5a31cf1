import * as z from 'zod';
import { feedSchema, meSchema } from '#shared/api/sync.ts';

/**
 * `me` as a desk reads it: roles and areas of a later cloud, which this program has no use for, are left out, rather than
 * that nobody can sign in until it is updated (sync.md, Upgrades). What decides whose rows are shown is read strictly.
 */
export const meReader = meSchema.extend({
  person: meSchema.shape.person.extend({ language: meSchema.shape.person.shape.language.catch('en') }),
  feeds: z.array(feedSchema.extend({ roles: known(feedSchema.shape.roles.element), areas: known(feedSchema.shape.areas.element) })),
});

function known<T>(schema: z.ZodType<T>) {
  return z.array(z.unknown()).transform((list) => list.flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  }));
}
