import type { KeptMail } from '#cloud/mail/mailer.ts';
import type { TestCloud } from './test-cloud.ts';

/** The mails of an address as the development page would show them, newest first, when all that was under way is done. */
export async function mailsOf({ cloud }: TestCloud, email: string, template?: string): Promise<KeptMail[]> {
  await cloud.services.afterwards.idle();
  const mails = await cloud.services.mailer.kept();
  return mails.filter((mail) => mail.recipient === email && (template === undefined || mail.template === template));
}

/** What the newest such mail has in its text where `pattern` has its group; throws where there is none. */
export async function fromMail(cloud: TestCloud, email: string, template: string, pattern: RegExp): Promise<string> {
  const found = pattern.exec((await mailsOf(cloud, email, template))[0]?.text ?? '')?.[1];
  if (found === undefined) throw new Error(`no ${template} for ${email} with ${String(pattern)}`);
  return found;
}

export const CODE_IN_MAIL = /^(\d{6})$/m;
export const PASSWORD_IN_MAIL = /: ([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})$/m;
export const LINK_IN_MAIL = /^(https?:\S+token=\S+)$/m;
