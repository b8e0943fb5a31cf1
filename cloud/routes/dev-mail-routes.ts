import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { KeptMail } from '#cloud/mail/mailer.ts';
import type { Services } from '#cloud/services.ts';
import { html } from '#cloud/web/html.ts';
import { sendPage } from '#cloud/web/page.ts';
import type { App, RouteConfig } from './route.ts';

const CONFIG: RouteConfig = { auth: 'none', tenant: 'none', rate: { max: 240, seconds: 60 } };
const PATH = '/dev/mail';
const params = z.strictObject({ key: z.string().max(64) });
/** A mail brings its styles along, and may do nothing at all. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
const LIST_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The mailbox of a cloud that has nowhere to send: who works on one machine reads there what would have gone out. It
 * exists only without SMTP_URL, and only for this machine, since it shows codes and links. A page for developers: English.
 */
export function addDevMailRoutes(app: App, { mailer }: Services): void {
  const route = { config: CONFIG, schema: { hide: true } };
  const find = async (request: FastifyRequest): Promise<KeptMail> => {
    fromHere(request);
    const mail = (await mailer.kept()).find(({ key }) => key === params.safeParse(request.params).data?.key);
    if (!mail) throw new ApiProblem(404, 'route.unknown', 'no such mail');
    return mail;
  };
  app.get(PATH, route, async (request, reply) => {
    fromHere(request);
    const mails = await mailer.kept();
    const rows = mails.map(({ key, recipient, subject, at }) => html`<tr><td>${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}</td><td>${recipient}</td><td><a href="${PATH}/${key}">${subject}</a></td></tr>`);
    const list = html`<table><thead><tr><th scope="col">When (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${rows}</tbody></table>`;
    return sendPage(reply, { language: 'en', title: 'Kept mail', body: html`<p>Nothing is sent: SMTP_URL is not set. Newest first; reload for more.</p>${mails.length === 0 ? html`<p>No mail yet.</p>` : list}` });
  });
  app.get(`${PATH}/:key`, route, async (request, reply) => {
    const { key, recipient, subject, text } = await find(request);
    const body = html`<p>To ${recipient}. <a href="${PATH}">All mail</a></p><iframe src="${PATH}/${key}/html" sandbox title="The mail as HTML"></iframe><h2>Text</h2><pre tabindex="0">${text}</pre>`;
    return sendPage(reply, { language: 'en', title: subject, body, policy: LIST_POLICY });
  });
  app.get(`${PATH}/:key/html`, route, async (request, reply) => {
    const mail = await find(request);
    return reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', MAIL_POLICY).header('cache-control', 'no-store').send(mail.html);
  });
}

/** By the connection, and by the name that was asked for: a page of others must not read it through a name of its own. */
function fromHere({ ip, host }: FastifyRequest): void {
  const name = host.replace(/:\d+$/, '');
  if (['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ip) && ['127.0.0.1', 'localhost', '[::1]'].includes(name)) return;
  throw new ApiProblem(404, 'route.unknown', 'no such address');
}
