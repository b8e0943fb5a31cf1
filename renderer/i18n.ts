import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { NAMESPACES, type Messages } from '#shared/locales/namespaces.ts';
import { setFormatLanguage, type Language } from './format.ts';

/** One language's texts are fetched when it is first chosen. */
const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  it: async () => (await import('#shared/locales/it/messages.ts')).messages,
  en: async () => (await import('#shared/locales/en/messages.ts')).messages,
  ru: async () => (await import('#shared/locales/ru/messages.ts')).messages,
};

function codeOfKey(key: string): string {
  return key.replace(/\.(short|help|topics)$/, '').split('.').at(-1) ?? key;
}

export const i18n = createInstance();
// Without a language yet: the texts come by setLanguage, and nothing is drawn before.
void i18n.use(initReactI18next).init({
  ns: [...NAMESPACES],
  defaultNS: 'common',
  resources: {},
  initAsync: false,
  fallbackLng: false,
  // Keys are flat and carry dots: `ticket.phone.required`.
  keySeparator: false,
  // A code of a later cloud has no words here: it stands for itself, `status.on_hold` as `on_hold`.
  parseMissingKeyHandler: codeOfKey,
  interpolation: { escapeValue: false },
  returnNull: false,
  react: { useSuspense: false },
});

/** Makes the texts of a language those of the screens, of the formats, and of the page for screen readers. */
export async function setLanguage(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'common')) {
    const messages = await LOADERS[language]();
    for (const name of NAMESPACES) i18n.addResourceBundle(language, name, messages[name]);
  }
  setFormatLanguage(language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

/** The system's language where it is one of ours; Italian otherwise. */
export function languageOfSystem(): Language {
  const known = navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in LOADERS);
  return known === 'en' || known === 'ru' ? known : 'it';
}
