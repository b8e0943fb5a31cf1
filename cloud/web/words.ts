import type { AccessLanguage } from '#shared/api/access.ts';
import en from '#shared/locales/en/web.json' with { type: 'json' };
import it from '#shared/locales/it/web.json' with { type: 'json' };
import ru from '#shared/locales/ru/web.json' with { type: 'json' };

const TABLES = { it, en, ru } as const;
export type WebWord = keyof typeof it;
/** Plain text of a page; facts are filled in as they are. */
export type Say = (word: WebWord, facts?: Readonly<Record<string, string>>) => string;

export function wordsIn(language: AccessLanguage): Say {
  return (word, facts = {}) => TABLES[language][word].replace(/\{\{(\w+)\}\}/g, (_all, name: string) => facts[name] ?? '');
}

/** The address' own wish, else the first language of the browser's that we speak, else Italian. */
export function languageOf(wish: unknown, accepted: string | undefined): AccessLanguage {
  const spoken = (tag: string) => (['it', 'en', 'ru'] as const).find((language) => tag.trim().toLowerCase().split(/[-;]/)[0] === language);
  const wished = typeof wish === 'string' ? spoken(wish) : undefined;
  if (wished) return wished;
  for (const tag of (accepted ?? '').slice(0, 500).split(',')) {
    const language = spoken(tag);
    if (language) return language;
  }
  return 'it';
}
