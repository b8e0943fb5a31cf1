import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import type { AccessLanguage } from '#shared/api/access.ts';
import { html, type Html } from './html.ts';

/** No script, nothing of other hosts, forms to ourselves alone, in no frame (security.md, Cloud). */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
export const STYLES_PATH = '/access/page.css';

let styles: Promise<string> | undefined;

/** The program's own colours and measures, and what a page makes of them. */
export function pageStyles(): Promise<string> {
  styles ??= Promise.all([readFile(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8'), readFile(new URL('page.css', import.meta.url), 'utf8')]).then((parts) => parts.join('\n'));
  return styles;
}

/** Changes with the styles, so that browsers keep them for as long as they stand. */
async function stylesAddress(): Promise<string> {
  return `${STYLES_PATH}?${createHash('sha256').update(await pageStyles()).digest('hex').slice(0, 12)}`;
}

export interface Page {
  readonly language: AccessLanguage;
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  readonly policy?: string;
  /** The policy of a page that may stand in a frame, with the sites that may show it. */
  readonly framed?: string;
}

/** Sends a page that nobody keeps: its address may have a token in it. */
export async function sendPage(reply: FastifyReply, { language, title, body, status = 200, framed, policy = framed ?? POLICY }: Page): Promise<FastifyReply> {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sportello</title>
<link rel="stylesheet" href="${await stylesAddress()}">
</head>
<body>
<header><p class="brand">Sportello</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  // The older header knows no sites: which ones may is the policy's to say.
  if (framed !== undefined) reply.raw.removeHeader('x-frame-options');
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .send(page.text);
}

/** One field with its label, help and error, tied together for screen readers. */
export function field(of: {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly autocomplete: string;
  readonly value?: string;
  readonly required?: string;
  readonly help?: string;
  readonly error?: string | undefined;
  readonly longest: number;
}): Html {
  const { name, label, type = 'text', autocomplete, value = '', required, help, error, longest } = of;
  const described = [help === undefined ? '' : `${name}-help`, error === undefined ? '' : `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${label}${required === undefined ? html`` : html` <span class="required">(${required})</span>`}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" maxlength="${String(longest)}"${required === undefined ? html`` : html` required`}${
    described === '' ? html`` : html` aria-describedby="${described}"`
  }${error === undefined ? html`` : html` aria-invalid="true"`}>
${help === undefined ? html`` : html`<p class="help" id="${name}-help">${help}</p>`}
${error === undefined ? html`` : html`<p class="error" id="${name}-error">${error}</p>`}
</div>`;
}

/** Several lines of text, as `field` is one. */
export function area({ name, label, value, required, help, error, longest }: { readonly name: string; readonly label: string; readonly value: string; readonly required: string; readonly help: string; readonly error: string | undefined; readonly longest: number }): Html {
  const described = error === undefined ? `${name}-help` : `${name}-help ${name}-error`;
  return html`<div class="field">
<label for="${name}">${label} <span class="required">(${required})</span></label>
<textarea id="${name}" name="${name}" rows="8" maxlength="${String(longest)}" required aria-describedby="${described}"${error === undefined ? html`` : html` aria-invalid="true"`}>
${value}</textarea>
<p class="help" id="${name}-help">${help}</p>
${error === undefined ? html`` : html`<p class="error" id="${name}-error">${error}</p>`}
</div>`;
}

/** One of a few; the first unless another one was chosen. */
export function choice({ name, label, value, options }: { readonly name: string; readonly label: string; readonly value: string; readonly options: readonly { readonly value: string; readonly label: string }[] }): Html {
  return html`<div class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map((option) => html`<option value="${option.value}"${option.value === value ? html` selected` : html``}>${option.label}</option>`)}</select>
</div>`;
}

/** Said first, so that nobody has to look for what is wrong. */
export function problems(title: string, errors: readonly string[]): Html {
  if (errors.length === 0) return html``;
  return html`<div class="problems" role="alert"><h2>${title}</h2><ul>${errors.map((error) => html`<li>${error}</li>`)}</ul></div>`;
}
