import * as z from 'zod';
import { documentInForce } from '#cloud/auth/documents.ts';
import { registrationTenant, register } from '#cloud/auth/register.ts';
import type { Services } from '#cloud/services.ts';
import { html } from './html.ts';
import { field, problems, type Page } from './page.ts';
import type { Visit } from './visit.ts';

const LONGEST = { name: 80, phone: 40, email: 254 } as const;

/** ACC-11: the page of a company that lets people register by themselves; of any other the same as of none. */
export async function registerPage(services: Services, visit: Visit, code: string): Promise<Page> {
  const tenant = await registrationTenant(services, code);
  return tenant ? form(visit, code, tenant.name, []) : closed(visit);
}

export async function registered(services: Services, visit: Visit, code: string): Promise<Page> {
  const { say, language, form: typed } = visit;
  const tenant = await registrationTenant(services, code);
  if (!tenant) return closed(visit);
  const text = (name: string) => (typed[name] ?? '').trim();
  const [firstName, lastName, phone, email] = [text('firstName'), text('lastName'), text('phone'), text('email')];
  const errors = [
    ...(firstName === '' || firstName.length > LONGEST.name ? [['firstName', say('register.first_name_missing')] as const] : []),
    ...(lastName === '' || lastName.length > LONGEST.name ? [['lastName', say('register.last_name_missing')] as const] : []),
    ...(phone.length > LONGEST.phone ? [['phone', say('register.phone_long')] as const] : []),
    ...(z.email().max(LONGEST.email).safeParse(email).success ? [] : [['email', say('register.email_invalid')] as const]),
    ...(typed['contract'] === 'accepted' ? [] : [['contract', say('register.contract_missing')] as const]),
  ];
  if (errors.length > 0) return form(visit, code, tenant.name, errors);
  // The same answer at once, whoever the address belongs to (ACC-10).
  services.afterwards.run(() => register(services, tenant.id, { firstName, lastName, phone, email, language }));
  return { language, title: say('register.done.title'), body: html`<p>${say('register.done.text')}</p>` };
}

function closed({ say, language }: Visit): Page {
  return { language, status: 404, title: say('register.closed.title'), body: html`<p>${say('register.closed.text')}</p>` };
}

async function form({ say, language, form: typed }: Visit, code: string, company: string, errors: readonly (readonly [string, string])[]): Promise<Page> {
  const errorOf = (name: string) => errors.find(([of]) => of === name)?.[1];
  const required = say('required');
  const filled = (name: string) => ({ name, value: typed[name] ?? '', error: errorOf(name) });
  const contract = (await documentInForce('contract')).text[language].split('\n\n');
  const contractError = errorOf('contract');
  return {
    language,
    status: errors.length > 0 ? 422 : 200,
    title: say('register.title', { company }),
    body: html`<p>${say('register.text')}</p>
${problems(say('errors.title'), errors.map(([, text]) => text))}
<form method="post" action="/access/register/${encodeURIComponent(code)}?lang=${language}" novalidate>
${field({ ...filled('firstName'), label: say('register.first_name'), autocomplete: 'given-name', required, longest: LONGEST.name })}
${field({ ...filled('lastName'), label: say('register.last_name'), autocomplete: 'family-name', required, longest: LONGEST.name })}
${field({ ...filled('phone'), label: say('register.phone'), type: 'tel', autocomplete: 'tel', longest: LONGEST.phone })}
${field({ ...filled('email'), label: say('register.email'), type: 'email', autocomplete: 'email', required, longest: LONGEST.email })}
<details><summary>${say('register.contract')}</summary>${contract.map((paragraph) => html`<p>${paragraph}</p>`)}</details>
<div class="field">
<label class="check"><input type="checkbox" name="contract" value="accepted" required${typed['contract'] === 'accepted' ? html` checked` : html``}${contractError === undefined ? html`` : html` aria-invalid="true" aria-describedby="contract-error"`}><span>${say('register.accept')} <span class="required">(${required})</span></span></label>
${contractError === undefined ? html`` : html`<p class="error" id="contract-error">${contractError}</p>`}
</div>
<button type="submit">${say('register.submit')}</button>
</form>`,
  };
}
