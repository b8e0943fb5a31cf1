import { app } from 'electron';
import en from '#shared/locales/en/desktop.json' with { type: 'json' };
import it from '#shared/locales/it/desktop.json' with { type: 'json' };
import ru from '#shared/locales/ru/desktop.json' with { type: 'json' };

const TABLES: Readonly<Record<string, typeof it>> = { it, en, ru };

/** What the shell itself says (menu, tray, a core that does not start), in the system's language. */
export function word(key: keyof typeof it): string {
  return (TABLES[app.getLocale().slice(0, 2)] ?? en)[key];
}
