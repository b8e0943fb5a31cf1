import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { resetLinkStands, resetPassword } from '#cloud/auth/passwords.ts';
import type { Services } from '#cloud/services.ts';
import { html } from './html.ts';
import { field, problems, type Page } from './page.ts';
import type { Visit } from './visit.ts';

/** ACC-10: the link of the mail. Looking at the page does not use it up; a saved password does. */
export async function passwordPage(services: Services, visit: Visit, token: string): Promise<Page> {
  return (await resetLinkStands(services, token)) ? form(visit, token, []) : over(visit);
}

export async function passwordChosen(services: Services, visit: Visit, token: string): Promise<Page> {
  const { say, language, form: typed } = visit;
  const [next = '', again = ''] = [typed['next'], typed['again']];
  if (!(await resetLinkStands(services, token))) return over(visit);
  const errors = [
    ...(next.length < PASSWORD_LIMITS.min ? [['next', say('password.short')] as const] : next.length > PASSWORD_LIMITS.max ? [['next', say('password.long')] as const] : []),
    ...(next === again ? [] : [['again', say('password.differs')] as const]),
  ];
  if (errors.length > 0) return form(visit, token, errors);
  try {
    await resetPassword(services, token, next);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 410) return over(visit);
    throw error;
  }
  return { language, title: say('password.done.title'), body: html`<p>${say('password.done.text')}</p>` };
}

function over({ say, language }: Visit): Page {
  return { language, status: 410, title: say('password.over.title'), body: html`<p>${say('password.over.text')}</p>` };
}

/** Passwords are typed again: they do not come back in a page. */
function form({ say, language }: Visit, token: string, errors: readonly (readonly [string, string])[]): Page {
  const errorOf = (name: string) => errors.find(([of]) => of === name)?.[1];
  const common = { type: 'password', autocomplete: 'new-password', required: say('required'), longest: PASSWORD_LIMITS.max } as const;
  return {
    language,
    status: errors.length > 0 ? 422 : 200,
    title: say('password.title'),
    body: html`<p>${say('password.text')}</p>
${problems(say('errors.title'), errors.map(([, text]) => text))}
<form method="post" action="/access/password?lang=${language}" novalidate>
<input type="hidden" name="token" value="${token}">
${field({ ...common, name: 'next', label: say('password.next'), help: say('password.help'), error: errorOf('next') })}
${field({ ...common, name: 'again', label: say('password.again'), error: errorOf('again') })}
<button type="submit">${say('password.submit')}</button>
</form>`,
  };
}
