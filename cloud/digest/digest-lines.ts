import type { AccessLanguage } from '#shared/api/access.ts';
import { cleanLine } from '#shared/domain/kernel/text.ts';
import en from '#shared/locales/en/support.json' with { type: 'json' };
import it from '#shared/locales/it/support.json' with { type: 'json' };
import ru from '#shared/locales/ru/support.json' with { type: 'json' };
import type { DigestRow } from '#cloud/db/digest-news.ts';

const TABLES: Readonly<Record<AccessLanguage, Readonly<Record<string, string>>>> = { it, en, ru };
const LONGEST = 160;

/** What happened, a request after the other, each with its lines, as the chat says them; of a text its beginning. */
export function digestLines(language: AccessLanguage, rows: readonly DigestRow[]): string {
  const tickets = new Map<string, string[]>();
  for (const row of rows) {
    const lines = tickets.get(row.ticket_id) ?? [`#${row.number ?? ''} ${cleanLine(row.title)}`];
    tickets.set(row.ticket_id, [...lines, `· ${row.event === null ? `${cleanLine(row.author_name)}: ${short(row.plain)}` : eventWords(language, row.event)}`]);
  }
  return [...tickets.values()].map((lines) => lines.join('\n')).join('\n\n');
}

/** A code of a later program stands as it is. */
function eventWords(language: AccessLanguage, { code, facts }: NonNullable<DigestRow['event']>): string {
  const words = TABLES[language][`event.${code}`] ?? code;
  return words.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => cleanLine(facts[name] ?? ''));
}

function short(text: string): string {
  const line = cleanLine(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}
