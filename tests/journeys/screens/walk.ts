import type { Locator, Page } from 'playwright-core';
import { LANGUAGES, MESSAGES, type Language } from '#shared/locales/messages.ts';
import type { Namespace } from '#shared/locales/namespaces.ts';
import { HOST, picture, type Desk } from '#tests/harness/desk.ts';
import { isCloseLook, looksFor, speak, wear } from './looks.ts';
import { problemsOf, settled } from './problems.ts';

/** A desk in one language, and what its words are there. */
export interface Place {
  readonly desk: Desk;
  readonly page: Page;
  /** The text under `namespace:key`, up to its first fact. */
  word(key: string): string;
}

/** One thing to look at: how a person comes to it and, where Escape is not enough, goes away again. */
export interface Scene {
  readonly name: string;
  open(place: Place): Promise<void>;
  leave?(place: Place): Promise<void>;
  /** It is the waiting itself that is looked at. */
  readonly waiting?: true;
  /** It cannot change its look: there is nobody to ask. */
  readonly still?: true;
  /** It needs something of the browser that Electron's windows do not have. */
  readonly browserOnly?: true;
}

function wordsOf(language: Language): (key: string) => string {
  return (key) => {
    const [space, name] = key.split(':') as [Namespace, string];
    const text = MESSAGES[language][space][name];
    if (text === undefined) throw new Error(`no text ${key} in ${language}`);
    return text.split('{{')[0]?.trim() ?? '';
  };
}

export function placeOf(desk: Desk, language: Language): Place {
  return { desk, page: desk.page, word: wordsOf(language) };
}

/** Closes what floats over the screen: menus, lists, dialogs. */
async function closeFloating(page: Page): Promise<void> {
  // A list of documents is a listbox too, and stays.
  const floating = page.locator('#floating').locator('[aria-modal="true"], [role="menu"], [role="listbox"]').filter({ visible: true });
  for (let tries = 0; tries < 5 && (await floating.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    await floating.first().waitFor({ state: 'hidden', timeout: 2_000 }).catch(() => undefined);
  }
}

export const menu = ({ page, word }: Place, key: string): Promise<void> => page.locator('#side-menu').getByRole('button', { name: word(key) }).first().click();

/** Goes to the request with this title as people do: Ctrl+K, its words, Enter. */
export async function goTo({ page }: Place, title: string): Promise<Locator> {
  await page.keyboard.press('Control+K');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(title.split(' ').slice(0, 4).join(' '));
  await dialog.getByRole('option').filter({ hasText: title }).first().click();
  const panel = page.locator('#screen > div:not([hidden]) aside dl').first();
  await panel.waitFor();
  return panel;
}

/** Leaves the list as the one open document. */
export async function closeOthers({ page }: Place): Promise<void> {
  await closeFloating(page);
  const tabs = page.getByRole('tab');
  for (let left = await tabs.count(); left > 1; left = await tabs.count()) {
    // The cross comes with the pointer.
    await tabs.nth(1).hover();
    await tabs.nth(1).locator('[title]').click();
    await tabs.nth(left - 1).waitFor({ state: 'detached' });
  }
}

/** Sees every scene in one language; answers what is wrong with any of them. `first`: its place in the whole, for the looks. */
export async function walk(desk: Desk, language: Language, scenes: readonly Scene[], first = 0): Promise<string[]> {
  const { page } = desk;
  const place = placeOf(desk, language);
  const wrong: string[] = [];
  await speak(page, language);
  for (const [index, scene] of scenes.entries()) {
    if (scene.browserOnly && HOST !== 'browser') continue;
    const looks = looksFor(first + index, LANGUAGES.indexOf(language)).slice(0, scene.still ? 1 : undefined);
    // Dressed first, so that what floats opens where it belongs.
    for (const look of looks.slice(0, 1)) await wear(page, look);
    await scene.open(place).catch((error: unknown) => {
      throw new Error(`${scene.name} in ${language}: ${String(error)}`, { cause: error });
    });
    for (const look of looks) {
      await wear(page, look);
      await settled(page, scene);
      await picture(desk, `${scene.name}-${language}-${look.name}`);
      wrong.push(...(await problemsOf(page, isCloseLook(first + index, language))).map((problem) => `${scene.name} ${language} ${look.name}: ${problem}`));
    }
    await scene.leave?.(place);
    await closeFloating(page);
  }
  return wrong;
}
