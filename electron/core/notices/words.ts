import { MESSAGES, type Language } from '#shared/locales/messages.ts';
import type { NoticeView } from '#shared/rpc/notices.ts';
import type { Told } from './classify.ts';

type Words = Omit<NoticeView, 'open'>;

function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(facts[name] ?? ''));
}

function plural(language: Language, key: string, count: number, facts: Readonly<Record<string, string | number>>): string {
  const table = MESSAGES[language].notices;
  return fill(table[`${key}_${new Intl.PluralRules(language).select(count)}`] ?? table[`${key}_other`] ?? '', { count, ...facts });
}

/** What the system's notice says: the request, and who did what. */
export function noticeWords(language: Language, { kind, row }: Told): Words {
  const { notices, support } = MESSAGES[language];
  const title = row.number === null ? (row.title ?? '') : `#${row.number} ${row.title ?? ''}`;
  const facts = { name: row.author ?? '', words: row.firstLine };
  if (kind === 'reply') return { title, body: fill(notices['told.reply'] ?? '', facts) };
  if (kind === 'assigned') return { title, body: fill(notices['told.assigned'] ?? '', facts) };
  return { title, body: fill(support[`event.${row.event ?? ''}`] ?? '', { title: row.other ?? '' }) };
}

export function manyWords(language: Language, count: number, requests: number): Words {
  return { title: plural(language, 'many', count, {}), body: plural(language, 'many_in', requests, {}) };
}

export function lateWords(language: Language, count: number): Words {
  return { title: plural(language, 'late', count, {}), body: plural(language, 'many_in', count, {}) };
}

export function needsYouWords(language: Language, count: number): Words {
  return { title: plural(language, 'needs_you', count, {}), body: MESSAGES[language].notices['needs_you_text'] ?? '' };
}
