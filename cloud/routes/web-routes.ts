import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ApiProblem } from '#cloud/api-problem.ts';
import { networkOf } from '#cloud/auth/sign-in-guard.ts';
import type { Services } from '#cloud/services.ts';
import { UNSUBSCRIBE_PATH } from '#cloud/digest/unsubscribe.ts';
import { isKnownBrowser } from '#cloud/web/browsers.ts';
import { html } from '#cloud/web/html.ts';
import { invitationAccepted, invitationPage } from '#cloud/web/invitation-page.ts';
import { pageStyles, sendPage, STYLES_PATH, type Page } from '#cloud/web/page.ts';
import { passwordChosen, passwordPage } from '#cloud/web/password-page.ts';
import { registered, registerPage } from '#cloud/web/register-page.ts';
import { sitePage, siteSent } from '#cloud/web/site-page.ts';
import { tokenOf, visitOf, type Visit } from '#cloud/web/visit.ts';
import { unsubscribed, unsubscribePage } from '#cloud/web/unsubscribe-page.ts';
import { problemOf } from './errors.ts';
import type { App, RouteConfig } from './route.ts';

const READ: RouteConfig = { auth: 'none', tenant: 'none', rate: { max: 120, seconds: 60 } };
const WRITE: RouteConfig = { auth: 'none', tenant: 'none', rate: { max: 20, seconds: 60 } };
const SITE_FORM_LIMIT = 100_000;
const codeSchema = z.strictObject({ code: z.string().max(40) });

/**
 * The pages that links in mails lead to, and the form for a company's web site: no script, no cookie, three languages
 * (ACC-01, ACC-10, ACC-11, OFF-08, TKT-01). Each form carries the link's own token; nothing in an address leads anywhere
 * else.
 */
export async function addWebRoutes(app: App, services: Services): Promise<void> {
  await app.register(async (scope) => {
    // Forms are read here and nowhere else: no foreign form reaches the API.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 20_000 }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));
    // A mail program's click may be of this kind; what it says stands in the address.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'string', bodyLimit: 20_000 }, (_request, _body, done) => done(null, {}));
    scope.setErrorHandler((error, request, reply) => sendPage(reply, failurePage(error, request)));
    scope.addHook('preHandler', async (request, reply) => {
      if (request.routeOptions.url === STYLES_PATH) return;
      // A mail program's click is no browser's and no page's; the link's own token is enough for what it does (RFC 8058).
      if (request.method === 'POST' && request.routeOptions.url === UNSUBSCRIBE_PATH) return;
      // What a foreign page sends is told apart by the browser itself.
      if (request.method === 'POST' && isForeign(request, services.site.url)) throw new ApiProblem(403, 'request.foreign', 'not from our own page');
      if (isKnownBrowser(request.headers['user-agent'])) return;
      const { say, language } = visitOf(request);
      return sendPage(reply, { language, title: say('browser.title'), body: html`<p>${say('browser.text')}</p>` });
    });
    const page = (make: (visit: Visit, request: FastifyRequest) => Page | Promise<Page>) => async (request: FastifyRequest, reply: FastifyReply) => sendPage(reply, await make(visitOf(request), request));
    const codeOf = (request: FastifyRequest) => codeSchema.safeParse(request.params).data?.code ?? '';
    const hidden = { schema: { hide: true } };

    scope.get(STYLES_PATH, { config: READ, ...hidden }, async (_request, reply) => reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(await pageStyles()));
    scope.get('/access', { config: READ, ...hidden }, page(startPage));
    scope.get('/access/password', { config: READ, ...hidden }, page((visit, request) => passwordPage(services, visit, tokenOf(request))));
    scope.post('/access/password', { config: WRITE, ...hidden }, page((visit, request) => passwordChosen(services, visit, tokenOf(request))));
    scope.get('/access/invitation', { config: READ, ...hidden }, page((visit, request) => invitationPage(services, visit, tokenOf(request))));
    scope.post('/access/invitation', { config: WRITE, ...hidden }, page((visit, request) => invitationAccepted(services, visit, tokenOf(request))));
    scope.get('/access/register/:code', { config: READ, ...hidden }, page((visit, request) => registerPage(services, visit, codeOf(request))));
    scope.get(UNSUBSCRIBE_PATH, { config: READ, ...hidden }, page((visit, request) => unsubscribePage(services, visit, tokenOf(request))));
    scope.post(UNSUBSCRIBE_PATH, { config: WRITE, ...hidden }, page((visit, request) => unsubscribed(services, visit, tokenOf(request))));
    // A description may be long, and in Cyrillic each of its letters is six of the form's bytes.
    scope.get('/site/:code/support', { config: READ, ...hidden }, page((visit, request) => sitePage(services, visit, codeOf(request))));
    scope.post('/site/:code/support', { config: WRITE, bodyLimit: SITE_FORM_LIMIT, ...hidden }, async (request, reply) =>
      sendPage(reply, await siteSent(services, visitOf(request, SITE_FORM_LIMIT), codeOf(request), networkOf(request.ip))),
    );
    scope.post('/access/register/:code', { config: WRITE, ...hidden }, page((visit, request) => registered(services, visit, codeOf(request))));
  });
}

/**
 * A page of others sent it, by what the browser says of itself: where it says nothing of the site, as to an address without
 * encryption, by the page's origin. Our own pages tell no one their address: `null` is not foreign.
 */
function isForeign({ headers, host }: FastifyRequest, site: string): boolean {
  const from = headers['sec-fetch-site'];
  if (from !== undefined) return from !== 'same-origin' && from !== 'none';
  const { origin = 'null' } = headers;
  if (origin === 'null') return false;
  const sender = URL.parse(origin)?.host;
  return sender !== host && sender !== URL.parse(site)?.host;
}

/** The portal link of the welcome mail (ACC-01). */
function startPage({ say, language }: Visit): Page {
  const steps = (['start.step1', 'start.step2', 'start.step3', 'start.step4', 'start.step5'] as const).map((step) => html`<li>${say(step)}</li>`);
  return { language, title: say('start.title'), body: html`<p>${say('start.text')}</p><ol>${steps}</ol>` };
}

/** A sentence in place of the API's JSON; nothing of a bug's inside is told. */
function failurePage(error: unknown, request: FastifyRequest): Page {
  const { say, language } = visitOf(request);
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  const word = problem.status === 429 ? 'page.busy' : problem.status >= 500 ? 'page.failed' : 'page.refused';
  return { language, status: problem.status, title: say(`${word}.title`), body: html`<p>${say(`${word}.text`)}</p>` };
}
