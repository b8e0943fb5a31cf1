import { escapeHtml } from '#cloud/web/html.ts';

/** Facts by name, each one line; those that a template quotes may have several. */
export type MailWords = Readonly<Record<string, string>>;

type Block =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'list'; readonly rows: readonly (readonly [label: string, value: string])[] };

/** The facts that the template quotes, `> {{name}}`: they keep their lines, as every line of theirs is inside the quote. */
export function quotedIn(source: string): ReadonlySet<string> {
  return new Set(blocksOf(source).flatMap((block) => (block.kind === 'quote' ? [...block.text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '') : [])));
}

/** The template's own paragraphs, before any fact is filled in: a fact never makes a block. */
function blocksOf(source: string): Block[] {
  return source.split('\n\n').map((paragraph): Block => {
    const button = /^\[([^\]]+)\]\(\{\{(\w+)\}\}\)$/.exec(paragraph);
    if (button) return { kind: 'button', label: button[1] ?? '', url: button[2] ?? '' };
    if (paragraph.startsWith('# ')) return { kind: 'code', text: paragraph.slice(2) };
    if (paragraph.startsWith('> ')) return { kind: 'quote', text: paragraph.slice(2) };
    if (paragraph.startsWith('- ')) return { kind: 'list', rows: paragraph.split('\n').map((line) => splitRow(line.slice(2))) };
    return { kind: 'words', text: paragraph };
  });
}

function splitRow(line: string): [string, string] {
  const at = line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}

function fill(text: string, facts: MailWords): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => facts[name] ?? '');
}

/** Our own pages alone are linked: no other scheme gets into a mail. */
function addressOf(name: string, facts: MailWords): string {
  const url = facts[name] ?? '';
  if (!/^https?:\/\/[^\s"<>]+$/.test(url)) throw new Error(`no address for a button: ${name}`);
  return url;
}

export function textOf(source: string, facts: MailWords): string {
  return blocksOf(source)
    .map((block) => {
      if (block.kind === 'button') return `${block.label}:\n${addressOf(block.url, facts)}`;
      // As a mail program quotes, so that no line passes for the mail's own.
      if (block.kind === 'quote') return fill(block.text, facts).replace(/^/gm, '> ');
      if (block.kind === 'list') return block.rows.map(([label, value]) => `${label}: ${fill(value, facts)}`).join('\n');
      return fill(block.text, facts);
    })
    .join('\n\n');
}

const INK = '#1c2430';
const STYLES = {
  words: `margin:0 0 16px;color:${INK}`,
  code: `margin:0 0 16px;padding:12px 16px;background:#f3f4f6;border-radius:6px;font:600 28px/1.2 Consolas,'Cascadia Mono','Noto Sans Mono',monospace;letter-spacing:4px;color:${INK};text-align:center`,
  quote: `margin:0 0 16px;padding:4px 0 4px 12px;border-left:3px solid #e3e6ea;color:${INK};word-break:break-word`,
  label: 'padding:6px 16px 6px 0;color:#566270;vertical-align:top',
  value: `padding:6px 0;color:${INK};font-family:Consolas,'Cascadia Mono','Noto Sans Mono',monospace;word-break:break-word`,
  button: 'display:inline-block;padding:10px 20px;border-radius:6px;background:#0b6e6e;color:#ffffff;text-decoration:none;font-weight:600',
  small: 'margin:0 0 16px;font-size:12px;color:#566270;word-break:break-all',
} as const;

function blockHtml(block: Block, facts: MailWords): string {
  const words = (text: string) => escapeHtml(fill(text, facts)).replaceAll('\n', '<br>');
  switch (block.kind) {
    case 'words':
      return `<p style="${STYLES.words}">${words(block.text)}</p>`;
    case 'code':
      return `<p style="${STYLES.code}">${words(block.text)}</p>`;
    case 'quote':
      return `<p style="${STYLES.quote}">${words(block.text)}</p>`;
    case 'button': {
      const url = escapeHtml(addressOf(block.url, facts));
      return `<p style="margin:0 0 12px"><a href="${url}" style="${STYLES.button}">${escapeHtml(block.label)}</a></p><p style="${STYLES.small}">${url}</p>`;
    }
    case 'list':
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-top:1px solid #e3e6ea;border-bottom:1px solid #e3e6ea;width:100%">${block.rows
        .map(([label, value]) => `<tr><td style="${STYLES.label}">${escapeHtml(label)}</td><td style="${STYLES.value}">${words(value)}</td></tr>`)
        .join('')}</table>`;
  }
}

export function htmlOf(layout: string, { language, subject, source, facts }: { language: string; subject: string; source: string; facts: MailWords }): string {
  const body = blocksOf(source).map((block) => blockHtml(block, facts)).join('\n');
  const parts: Readonly<Record<string, string>> = { language, subject: escapeHtml(subject), body };
  return layout.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => parts[name] ?? '');
}
