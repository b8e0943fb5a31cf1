import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import type { AuthMail } from './better-auth.ts';
import { newToken } from './secrets.ts';

/** Mail of a sign-in. Kept sealed, so that codes and links stand nowhere in clear. */
export function authMail({ pools, mailer, site }: Pick<Services, 'pools' | 'mailer' | 'site'>): AuthMail {
  const write = async (person: Id, template: string, facts: (language: string) => Record<string, string>) => {
    const { email, language } = await pools.identity.selectFrom('person').select(['email', 'language']).where('id', '=', person).executeTakeFirstOrThrow();
    // Each is an event of its own: two codes are two mails.
    await mailer.keep({ event: idOfEvent(template, person, newToken()), recipient: email, language, template, facts: facts(language) });
  };
  return {
    code: (person, code) => write(person, 'sign-in-code', () => ({ code })),
    resetLink: (person, token) => write(person, 'reset-link', (language) => ({ link: `${site.url}/access/password?token=${encodeURIComponent(token)}&lang=${language}` })),
  };
}
