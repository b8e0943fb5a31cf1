import { ApiProblem } from '#cloud/api-problem.ts';
import { answerInvitation } from '#cloud/auth/invitations.ts';
import { hashOf } from '#cloud/auth/secrets.ts';
import { momentIn } from '#cloud/mail/moments.ts';
import type { Services } from '#cloud/services.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import type { Visit } from './visit.ts';

async function invitationOf({ pools, now }: Services, token: string) {
  return pools.identity
    .selectFrom('invitation as i')
    .innerJoin('tenant as t', 't.id', 'i.tenant_id')
    .innerJoin('person as p', 'p.id', 'i.person_id')
    .leftJoin('provisional as v', 'v.person_id', 'p.id')
    .select(['i.id', 'i.person_id', 'i.expires_at', 'i.invited_by', 't.name', 'p.email', 'v.source'])
    .where('i.link_hash', '=', hashOf(token))
    .where('i.state', '=', 'pending')
    .where('i.expires_at', '>', now())
    .executeTakeFirst();
}

/** ACC-01, ACC-06: the link of the invitation's mail. A mail program that looks into it accepts nothing. */
export async function invitationPage(services: Services, { say, language }: Visit, token: string): Promise<Page> {
  const found = await invitationOf(services, token);
  if (!found) return over({ say, language });
  const facts = { company: found.name, by: found.invited_by, email: found.email, expires: momentIn(language, found.expires_at) };
  const text = html`<p>${say('invitation.text', facts)}</p>`;
  // Until the user is created there is nobody who could accept.
  const next =
    found.source === null
      ? html`<form method="post" action="/access/invitation?lang=${language}"><input type="hidden" name="token" value="${token}"><button type="submit">${say('invitation.accept')}</button></form>`
      : html`<p>${say('invitation.first')}</p><p><a href="/access?lang=${language}">${say('invitation.start')}</a></p>`;
  return { language, title: say('invitation.title', facts), body: html`${text}${next}` };
}

export async function invitationAccepted(services: Services, visit: Visit, token: string): Promise<Page> {
  const { say, language } = visit;
  const found = await invitationOf(services, token);
  if (!found) return over(visit);
  if (found.source !== null) return invitationPage(services, visit, token);
  try {
    await answerInvitation(services, found.person_id, found.id, true);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 410) return over(visit);
    throw error;
  }
  return { language, title: say('invitation.done.title'), body: html`<p>${say('invitation.done.text')}</p>` };
}

function over({ say, language }: Pick<Visit, 'say' | 'language'>): Page {
  return { language, status: 410, title: say('invitation.over.title'), body: html`<p>${say('invitation.over.text')}</p>` };
}
