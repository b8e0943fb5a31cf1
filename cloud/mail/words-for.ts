import * as z from 'zod';
import { languageSchema, type AccessLanguage } from '#shared/api/access.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';
import type { Secrets } from '#cloud/auth/secrets.ts';
import type { Pools } from '#cloud/db/pools.ts';

const sealedSchema = z.object({ language: languageSchema, facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

/** A mail's facts and language; null where it has nothing to say any more. */
export type MailFiller = (template: string, facts: Facts) => Promise<{ language: AccessLanguage; facts: Facts } | null | undefined>;

/**
 * In which language, and with which facts: of a command's mail the reader's own language, of others as they were kept.
 * `filler` completes those whose secrets are worked out only now; undefined where the template is none of its own.
 */
export async function wordsFor(
  { pools, secrets, filler }: { readonly pools: Pools; readonly secrets: Secrets; readonly filler: MailFiller },
  mail: { readonly recipient: string; readonly template: string; readonly sealed: string | null; readonly facts: Facts },
): Promise<{ language: AccessLanguage; facts: Facts } | null> {
  if (mail.sealed !== null) return sealedSchema.parse(JSON.parse(secrets.open(mail.sealed)));
  const filled = await filler(mail.template, mail.facts);
  if (filled !== undefined) return filled === null ? null : { language: filled.language, facts: { ...mail.facts, ...filled.facts } };
  const person = await pools.identity.selectFrom('person').select('language').where('email', '=', mail.recipient).executeTakeFirst();
  return { language: person?.language ?? (await languageOutside(pools, mail)), facts: mail.facts };
}

/** TKT-01: of an address that is nobody's here, the language in which the web site's form was last filled in with it. */
async function languageOutside(pools: Pools, { recipient }: { readonly recipient: string }): Promise<AccessLanguage> {
  const last = await pools.jobs.selectFrom('mail').select('facts').where('recipient', '=', recipient).where('template', '=', 'site-received').orderBy('created_at', 'desc').limit(1).executeTakeFirst();
  return languageSchema.safeParse(last?.facts['language']).data ?? 'it';
}
