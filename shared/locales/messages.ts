import { messages as en } from './en/messages.ts';
import { messages as it } from './it/messages.ts';
import { messages as ru } from './ru/messages.ts';
import type { Messages } from './namespaces.ts';

export const LANGUAGES = ['it', 'en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every text in every language, for a process that speaks all of them at once (mail, menus of the system, tests). */
export const MESSAGES: Readonly<Record<Language, Messages>> = { it, en, ru };
