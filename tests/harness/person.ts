import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/*
 * What a person does with the client, in the words that they read on the screen (Italian). Each waits for its effect.
 */

export const PASSWORD = 'Sportello.2026';

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).or(page.getByRole('textbox', { name: 'Password' })).first().fill(password);
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
}

export function lamp(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}
export async function waitForLamp(page: Page, word: RegExp): Promise<void> {
  await eventually(async () => expect(await lamp(page).first().innerText()).toMatch(word));
}

export async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Menu principale' }).getByRole('button', { name }).first().click();
}

/** The row of the ticket list whose title has these words. */
export function row(page: Page, title: string): Locator {
  return page.getByRole('grid').getByRole('row').filter({ hasText: title });
}

export async function openTicket(page: Page, title: string): Promise<void> {
  await openMenu(page, 'Elenco richieste di assistenza');
  await row(page, title).first().dblclick();
  await panel(page).waitFor();
}

export function panel(page: Page): Locator {
  return sheet(page).getByLabel('Dati della richiesta');
}

export function toolbar(page: Page): Locator {
  return page.getByRole('toolbar', { name: /^Comandi/ });
}

/** The document that is in front; others stay mounted behind it. */
export function sheet(page: Page): Locator {
  return page.locator('#screen > div:not([hidden])');
}

export async function attach(page: Page, path: string): Promise<void> {
  await sheet(page).locator('input[type=file][multiple]').setInputFiles(path);
}

/** Writes into a rich text field. */
export async function write(page: Page, label: string, text: string): Promise<void> {
  const field = sheet(page).getByRole('textbox', { name: label, exact: true });
  await field.click();
  await page.keyboard.insertText(text);
}

export function chat(page: Page): Locator {
  return sheet(page).getByLabel('Messaggi della richiesta');
}

/** Asks until it holds: what a person would do by looking again. Throws the last failure after `within` ms. */
export async function eventually<T>(look: () => Promise<T>, within = 20_000): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
