import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { HOST, journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { changeSettings } from '#tests/harness/change-settings.ts';
import { chat, eventually, openMenu, openTicket, row, sheet, signIn, toolbar, waitForLamp, write } from '#tests/harness/person.ts';

/* TKT-01, TKT-02: the same label on the command bar of every screen, by mouse and by keyboard. */

let cloud: TestCloud;
let giada: Desk;
beforeAll(async () => {
  cloud = await createTestCloud();
  giada = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
  await signIn(giada.page, PEOPLE.giada.email);
  await openMenu(giada.page, 'Elenco richieste di assistenza');
  await row(giada.page, 'Non si apre la contabilità').waitFor();
});
afterAll(async () => {
  await giada?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [giada]);

const LINES = ['Contatta l’assistenza', 'Registro eventi', 'Stampa', 'Guida', 'Versione programma', 'Chiudi'];

test('TKT-02: a right-click on any command bar opens the screen’s menu', async () => {
  const { page } = giada;
  for (const screen of ['Elenco richieste di assistenza', 'In uscita', 'Impostazioni', 'Registro eventi', 'Guida']) {
    await openMenu(page, screen);
    await toolbar(page).click({ button: 'right', position: { x: 500, y: 8 } });
    // These and in this order; a screen's own may stand before them.
    const lines = async () => (await page.getByRole('menuitem').allInnerTexts()).map((text) => text.split('\n')[0]).slice(-LINES.length);
    await eventually(async () => expect(await lines()).toEqual(LINES));
    if (screen === 'In uscita') await picture(giada, 'bar-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: /^Versione programma/ }).waitFor({ state: 'hidden' });
  }
});

test('TKT-02: each line of the menu does what it says', async () => {
  const { page } = giada;
  await openMenu(page, 'In uscita');
  const choose = async (line: string) => {
    await toolbar(page).click({ button: 'right', position: { x: 500, y: 8 } });
    await page.getByRole('menuitem', { name: new RegExp(`^${line}`) }).click();
  };
  const front = page.getByRole('tab', { selected: true });
  for (const screen of ['Registro eventi', 'Guida']) {
    await choose(screen);
    await eventually(async () => expect(await front.innerText()).toBe(screen));
  }
  await choose('Versione programma');
  const version = page.getByRole('dialog', { name: 'Versione programma' });
  await version.getByText(/Sportello 0\.1\.0/).waitFor();
  await page.keyboard.press('Escape');
  await version.waitFor({ state: 'detached' });
  await choose('Chiudi');
  await eventually(async () => expect(await page.getByRole('tab', { name: 'Guida' }).count()).toBe(0));
  if (HOST === 'desktop') return; // Electron prints by the system's dialog, which nobody answers in a test.
  await page.evaluate(() => (window.print = () => void (document.body.dataset['printed'] = 'yes')));
  await choose('Stampa');
  await page.locator('body[data-printed="yes"]').waitFor({ state: 'attached' });
});

test('TKT-01, TKT-02: from the bar of an open request the form comes with screen, record and version, and the request arrives', async () => {
  const { page } = giada;
  await openTicket(page, 'Non si apre la contabilità');
  await toolbar(page).click({ button: 'right', position: { x: 600, y: 8 } });
  await page.getByRole('menuitem', { name: /^Contatta l’assistenza/ }).click();
  const capsule = sheet(page).getByRole('complementary', { name: 'Che cosa viene inviato' });
  await capsule.waitFor();
  const words = await capsule.innerText();
  expect(words).toMatch(/Dettaglio ticket/);
  expect(words).toMatch(/#1400/);
  expect(words).toMatch(/Sportello 0\.1\.0/);
  await picture(giada, 'bar-form');
  await sheet(page).getByLabel('Titolo').fill('Come si stampa questa scheda?');
  await write(page, 'Descrizione', 'Dal modulo Contabilità non trovo la stampa.');
  await sheet(page).getByRole('radio', { name: /di tipo amministrativo/ }).press('Space');
  // Ctrl+Enter sends (ui.md, Keyboard first).
  await page.keyboard.press('Control+Enter');
  await openMenu(page, 'Elenco richieste di assistenza');
  await eventually(async () => expect(await row(page, 'Come si stampa questa scheda?').innerText()).toMatch(/#14\d\d/));
  await waitForLamp(page, /^In linea/);
});

test('ACC-13: the menu makes room and stays narrow the next time; who is signed in and for which company stands at the upper right', async () => {
  const { page } = giada;
  const menu = page.getByRole('navigation', { name: 'Menu principale' });
  const wide = (await menu.boundingBox())?.width ?? 0;
  await page.getByRole('button', { name: 'Riduci il menu' }).click();
  await eventually(async () => expect((await menu.boundingBox())?.width).toBeLessThan(wide / 2));
  await page.reload();
  await page.getByRole('button', { name: 'Allarga il menu' }).waitFor();
  expect((await menu.boundingBox())?.width).toBeLessThan(wide / 2);
  // Its words are still there for whoever hears them.
  await openMenu(page, 'Impostazioni');
  const width = await page.evaluate(() => innerWidth);
  for (const name of [/: profilo e uscita/, /^Azienda: .* Cambia/]) expect((await page.getByRole('button', { name }).boundingBox())?.x).toBeGreaterThan(width / 2);
  await page.getByRole('button', { name: 'Allarga il menu' }).click();
  await eventually(async () => expect((await menu.boundingBox())?.width).toBe(wide));
});

test('TKT-01: the same by keyboard alone', async () => {
  const { page } = giada;
  await openMenu(page, 'Impostazioni');
  await page.keyboard.press('Alt+F12');
  const capsule = sheet(page).getByRole('complementary', { name: 'Che cosa viene inviato' });
  await capsule.waitFor();
  expect(await capsule.innerText()).toMatch(/Impostazioni/);
});

test('TKT-06, TKT-07, TKT-10: what is missing is said beside its field, and the focus goes to the first', async () => {
  const { page } = giada;
  await openMenu(page, 'Contatta l’assistenza');
  const form = sheet(page);
  await form.getByLabel('E-mail per le notifiche').fill('non-un-indirizzo');
  await form.getByRole('radio', { name: 'Telefono' }).press('Space');
  await form.getByRole('radio', { name: 'Bloccante' }).press('Space');
  await page.keyboard.press('Control+Enter');
  await form.getByRole('alert').first().waitFor();
  expect(await form.getByRole('alert').count()).toBeGreaterThanOrEqual(3);
  await eventually(async () => expect(await page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field'))).toBe('email'));
  await picture(giada, 'form-errors');
});

test('OFF-02: what was just sent can be undone for ten seconds, request and reply, and comes back as it was typed', async () => {
  const { page } = giada;
  await changeSettings(page, { undoSend: true });
  const notice = (text: string) => page.getByRole('status').filter({ hasText: text });
  await openMenu(page, 'Contatta l’assistenza');
  await sheet(page).getByLabel('Titolo').fill('Spedita troppo presto');
  await write(page, 'Descrizione', 'Nel modulo Ordini manca una riga.');
  await sheet(page).getByRole('radio', { name: /^tematiche gestionali|altre tematiche gestionali/i }).first().press('Space');
  await page.keyboard.press('Control+Enter');
  await notice('La richiesta parte fra dieci secondi').getByRole('button', { name: 'Annulla' }).click();
  await eventually(async () => expect(await sheet(page).getByLabel('Titolo').inputValue()).toBe('Spedita troppo presto'));
  expect(await sheet(page).getByRole('textbox', { name: 'Descrizione', exact: true }).innerText()).toContain('manca una riga');
  await openMenu(page, 'Elenco richieste di assistenza');
  expect(await row(page, 'Spedita troppo presto').count()).toBe(0);

  await openTicket(page, 'Non si apre la contabilità');
  await write(page, 'Risposta', 'Risposta partita per sbaglio');
  await page.keyboard.press('Control+Enter');
  await eventually(async () => expect(await chat(page).innerText()).toContain('Risposta partita per sbaglio'));
  await picture(giada, 'undo-reply');
  await notice('La risposta parte fra dieci secondi').getByRole('button', { name: 'Annulla' }).click();
  await eventually(async () => expect(await sheet(page).getByRole('textbox', { name: 'Risposta', exact: true }).innerText()).toContain('Risposta partita per sbaglio'));
  await eventually(async () => expect(await chat(page).innerText()).not.toContain('Risposta partita per sbaglio'));
});
