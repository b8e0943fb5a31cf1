import * as z from 'zod';
import { SITE_ORIGIN } from '#shared/domain/org/entities.ts';
import { cleanLine, cleanText, isBlank } from '#shared/domain/kernel/text.ts';
import { requestAreaSchema, SITE_NAME_LIMIT, SITE_TEXT_LIMIT, TITLE_LIMIT } from '#shared/domain/tickets/values.ts';
import type { Services } from '#cloud/services.ts';
import { receiveRequest, siteTenant, type SiteTenant } from '#cloud/site/receive-request.ts';
import { readSiteToken, siteToken } from '#cloud/site/site-guard.ts';
import { takeSiteTurn } from '#cloud/site/site-limits.ts';
import { html } from './html.ts';
import { area, choice, field, problems, type Page } from './page.ts';
import type { Visit } from './visit.ts';

const PHONE_LIMIT = 40;
/** Nobody sees it; what fills in every field fills in this one. */
const TRAP = 'homepage';
type Problem = readonly [name: string, text: string];

/** TKT-01: the form for a company's web site, alone or in a frame of the sites that the company named; closed it is as none. */
export async function sitePage(services: Services, visit: Visit, code: string): Promise<Page> {
  const tenant = await siteTenant(services, code);
  return tenant ? form(visit, code, tenant, siteToken(services.secrets, code, services.now()), []) : closed(visit);
}

/** Takes what was sent. Nothing that was typed is lost by what speaks against it, and no answer tells whose address it is. */
export async function siteSent(services: Services, visit: Visit, code: string, network: string): Promise<Page> {
  const { say, language, form: typed } = visit;
  const tenant = await siteTenant(services, code);
  if (!tenant) return closed(visit);
  const { secrets, now } = services;
  const token = typed['form'] ?? '';
  const opened = readSiteToken(secrets, code, token, now());
  const again = (errors: readonly Problem[], status = 422) => form(visit, code, tenant, token, errors, status);
  if (!opened || opened.haste === 'stale') return form(visit, code, tenant, siteToken(secrets, code, now()), [['', say('site.stale')]]);
  if ((typed[TRAP] ?? '') !== '') return again([['', say('site.trapped')]]);
  if (opened.haste === 'fast') return again([['', say('site.fast')]]);

  const line = (name: string) => cleanLine(typed[name] ?? '');
  const request = { name: line('name'), email: line('email'), phone: line('phone'), area: line('area'), title: line('title'), text: cleanText(typed['text'] ?? ''), language };
  const errors: Problem[] = [
    ...(isBlank(request.name) || request.name.length > SITE_NAME_LIMIT ? [['name', say('site.name_missing')] as const] : []),
    ...(z.email().max(254).safeParse(request.email).success ? [] : [['email', say('site.email_invalid')] as const]),
    ...(request.phone.length > PHONE_LIMIT ? [['phone', say('site.phone_long')] as const] : []),
    ...(isBlank(request.title) || request.title.length > TITLE_LIMIT ? [['title', say('site.subject_missing')] as const] : []),
    ...(isBlank(request.text) ? [['text', say('site.message_missing')] as const] : request.text.length > SITE_TEXT_LIMIT ? [['text', say('site.message_long')] as const] : []),
  ];
  if (!requestAreaSchema.safeParse(request.area).success || errors.length > 0) return again(errors);
  try {
    const minutes = await takeSiteTurn(services, { network, email: request.email.toLowerCase(), company: tenant.id });
    if (minutes > 0) return again([['', say('site.busy', { minutes: String(minutes) })]], 429);
    const number = await receiveRequest(services, tenant.id, opened.nonce, request);
    return number === undefined ? closed(visit) : done(visit, code, tenant, number);
  } catch (error) {
    services.place.problem(error, opened.nonce);
    return again([['', say('site.failed')]], 503);
  }
}

/** In which frames the page may stand: what is written there was checked when it was kept, and is once more. */
function policyOf({ site_origins }: SiteTenant): string {
  const sites = site_origins.split(' ').filter((site) => SITE_ORIGIN.test(site));
  return `default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors ${sites.length > 0 ? sites.join(' ') : "'none'"}; base-uri 'none'`;
}

function closed({ say, language }: Visit): Page {
  return { language, status: 404, title: say('site.closed.title'), body: html`<p>${say('site.closed.text')}</p>` };
}

function done({ say, language }: Visit, code: string, tenant: SiteTenant, number: number): Page {
  return {
    language,
    framed: policyOf(tenant),
    title: say('site.done.title'),
    body: html`<p>${say('site.done.text', { number: String(number) })}</p><p><a href="${addressOf(code)}?lang=${language}">${say('site.again')}</a></p>`,
  };
}

function addressOf(code: string): string {
  return `/site/${encodeURIComponent(code)}/support`;
}

function form({ say, language, form: typed }: Visit, code: string, tenant: SiteTenant, token: string, errors: readonly Problem[], status = errors.length > 0 ? 422 : 200): Page {
  const required = say('required');
  const filled = (name: string) => ({ name, value: typed[name] ?? '', error: errors.find(([of]) => of === name)?.[1] });
  const areas = requestAreaSchema.options.map((value) => ({ value, label: say(`site.area.${value}`) }));
  return {
    language,
    framed: policyOf(tenant),
    status,
    title: say('site.title'),
    body: html`<p>${say('site.text', { company: tenant.name })}</p>
${problems(say('errors.title'), errors.map(([, text]) => text))}
<form method="post" action="${addressOf(code)}?lang=${language}" novalidate>
<input type="hidden" name="form" value="${token}">
<div class="trap" aria-hidden="true"><label for="${TRAP}">${say('site.trap')}</label><input id="${TRAP}" name="${TRAP}" type="text" value="" tabindex="-1" autocomplete="off"></div>
${field({ ...filled('name'), label: say('site.name'), autocomplete: 'name', required, longest: SITE_NAME_LIMIT })}
${field({ ...filled('email'), label: say('site.email'), type: 'email', autocomplete: 'email', required, longest: 254 })}
${field({ ...filled('phone'), label: say('site.phone'), type: 'tel', autocomplete: 'tel', longest: PHONE_LIMIT })}
${choice({ ...filled('area'), label: say('site.area'), options: areas })}
${field({ ...filled('title'), label: say('site.subject'), autocomplete: 'off', required, longest: TITLE_LIMIT })}
${area({ ...filled('text'), label: say('site.message'), help: say('site.message_help'), required, longest: SITE_TEXT_LIMIT })}
<button type="submit">${say('site.submit')}</button>
</form>`,
  };
}
