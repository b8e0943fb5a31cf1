import { endDigest, unsubscriber, UNSUBSCRIBE_PATH } from '#cloud/digest/unsubscribe.ts';
import type { Services } from '#cloud/services.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import type { Visit } from './visit.ts';

/** OFF-07: the link of the digest's mail. A mail program that looks into it ends nothing. */
export function unsubscribePage({ secrets }: Services, visit: Visit, token: string): Page {
  const { say, language } = visit;
  if (unsubscriber(secrets, token) === undefined) return unknown(visit);
  return {
    language,
    title: say('digest.title'),
    body: html`<p>${say('digest.text')}</p><form method="post" action="${UNSUBSCRIBE_PATH}?lang=${language}"><input type="hidden" name="token" value="${token}"><button type="submit">${say('digest.end')}</button></form>`,
  };
}

/** The page's own button, or the one click of a mail program (RFC 8058), which has the token in the address alone. */
export async function unsubscribed(services: Services, visit: Visit, token: string): Promise<Page> {
  const { say, language } = visit;
  const person = unsubscriber(services.secrets, token);
  if (person === undefined) return unknown(visit);
  await endDigest(services, person);
  return { language, title: say('digest.done.title'), body: html`<p>${say('digest.done.text')}</p>` };
}

function unknown({ say, language }: Visit): Page {
  return { language, status: 404, title: say('digest.unknown.title'), body: html`<p>${say('digest.unknown.text')}</p>` };
}
