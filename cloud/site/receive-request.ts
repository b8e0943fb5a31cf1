import { createHash } from 'node:crypto';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';

export interface SiteTenant {
  readonly id: Id;
  readonly name: string;
  /** The sites that may show the form in a frame, with a space between. */
  readonly site_origins: string;
}

/** The company of a code, where its form is served now (TKT-01). */
export async function siteTenant({ pools }: Pick<Services, 'pools'>, code: string): Promise<SiteTenant | undefined> {
  return pools.identity.selectFrom('tenant').select(['id', 'name', 'site_origins']).where('site_code', '=', code.trim().toUpperCase()).executeTakeFirst();
}

export interface SiteRequest {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly area: string;
  readonly title: string;
  readonly text: string;
  readonly language: AccessLanguage;
}

/**
 * TKT-01: what was written in a form, `nonce`, becomes a request of the company. The same words sent again from the same
 * form are the same request, whoever pressed twice or lost the answer.
 *
 * @returns its number; undefined where the company has closed its form meanwhile
 * @throws where it was refused for another reason, or the database did not take it
 */
export async function receiveRequest({ place, access, now }: Pick<Services, 'place' | 'access' | 'now'>, tenant: Id, nonce: string, request: SiteRequest): Promise<number | undefined> {
  const words = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const ids = (of: string) => idOfEvent('site-form', of, tenant, nonce, words);
  const outcome = await runSystem(place, {
    tenant,
    vendor: await access.vendorOf(tenant),
    id: ids('command'),
    name: 'ticket.receive',
    input: { ticketId: ids('ticket'), eventId: ids('event'), ...request },
    now: now(),
    mail: 'keep',
  });
  if (outcome.state === 'accepted') return Number(outcome.given[0]?.values['number']);
  if (outcome.refusal.code === 'site_form.closed') return undefined;
  throw new Error(`the form's request was refused: ${outcome.refusal.code}`);
}
