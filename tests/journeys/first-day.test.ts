import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyCode } from '#shared/domain/people/company-code.ts';
import { codeOfApp } from '#cloud/testing/app-code.ts';
import { CODE_IN_MAIL, fromMail, LINK_IN_MAIL, mailsOf, PASSWORD_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { openChromium } from '#tests/harness/browser.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { eventually, openMenu, row, sheet, signIn, toolbar, waitForLamp } from '#tests/harness/person.ts';

/*
 * The first day, with a mailbox in hand: from the administrator's *Invita utente* to the list of requests, a second
 * device, a lost password; and a colleague who registers without an invitation. One story: each part needs the one before.
 */
const CARLA = 'carla.bianchi@rossisrl.example';
const ADA = 'ada.neri@rossisrl.example';
const [OWN, NEXT] = ['Mia.2026!', 'Ancora.Mia.2026!'];

let cloud: TestCloud;
let pc: Desk;
let laptop: Desk | undefined;
let browser: Browser;
const folder = journeyFolder();

picturesOfFailures(() => [pc, laptop]);
beforeAll(async () => {
  [cloud, browser] = await Promise.all([createTestCloud(), openChromium()]);
});
afterAll(async () => {
  await Promise.allSettled([pc?.kill(), laptop?.kill(), browser?.close()]);
  await cloud?.stop();
});

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const title = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true });
const code = (email: string): Promise<string> => fromMail(cloud, email, 'sign-in-code', CODE_IN_MAIL);
const arrived = (email: string, template: string): Promise<void> => eventually(async () => expect(await mailsOf(cloud, email, template)).toHaveLength(1));

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /profilo e uscita/ }).click();
  await page.getByRole('menuitem', { name: 'Esci' }).click();
  await button(page, 'Accedi').waitFor();
}
async function giveCode(page: Page, digits: string): Promise<void> {
  await page.getByLabel('Codice').fill(digits);
  await button(page, 'Invia').click();
}
/** *Creazione Utente*, after the notice was read. */
async function createUser(page: Page, firstName: string, lastName: string): Promise<void> {
  await page.getByLabel('Nome', { exact: true }).fill(firstName);
  await page.getByLabel('Cognome').fill(lastName);
  await page.getByRole('textbox', { name: 'Password' }).first().fill(OWN);
  await page.getByRole('textbox', { name: 'Conferma Password' }).fill(OWN);
  await button(page, 'Informativa Privacy').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Chiudi' }).last().click();
  await page.getByLabel(/Ho preso visione/).check();
  await button(page, 'Crea utente').click();
  await page.getByText('Utente creato.').waitFor();
}

test('ACC-08, ACC-01: the administrator invites at her desk; the welcome with the credentials comes first, then the invitation', async () => {
  pc = await launchDesk({ root: join(folder, 'pc'), cloudUrl: cloud.url });
  const { page } = pc;
  await signIn(page, PEOPLE.giada.email);
  await openMenu(page, 'Gestione azienda');
  await toolbar(page).getByRole('button', { name: 'Invita utente' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invita utente' });
  await dialog.getByLabel('E-mail').fill(CARLA);
  await button(page, 'Invita').click();
  await dialog.waitFor({ state: 'hidden' });
  await sheet(page).getByRole('radio', { name: 'Utenti invitati' }).press('Space');
  await sheet(page).getByRole('row').filter({ hasText: CARLA }).getByText('In attesa').waitFor();
  await arrived(CARLA, 'invitation');
  // Newest first.
  expect((await mailsOf(cloud, CARLA)).map(({ template }) => template)).toEqual(['invitation', 'welcome']);
});

test('ACC-11, R5: she lets colleagues register by themselves, with a support period, and leaves nothing of hers on the screen', async () => {
  const { page } = pc;
  await sheet(page).getByRole('radio', { name: 'Azienda' }).press('Space');
  const open = sheet(page).getByLabel('Registrazione senza invito');
  // It shows what the device has saved.
  await open.click();
  await eventually(async () => expect(await open.isChecked()).toBe(true));
  await sheet(page).getByLabel('Giorni di assistenza dalla registrazione').fill('90');
  await button(page, 'Salva').click();
  await sheet(page).getByText(companyCode(TENANTS.rossi)).waitFor();
  await waitForLamp(page, /In linea/);
  await signOut(page);
  // Nor is whoever comes next told what she did, or offered to undo it.
  expect(await page.getByText(/^(Invito per|Dati dell’azienda|Ora ci si può)/).count()).toBe(0);
});

test('ACC-02: with the credentials of the mail a user is created, and not before the privacy notice was really opened', async () => {
  const { page } = pc;
  const provisional = await fromMail(cloud, CARLA, 'welcome', PASSWORD_IN_MAIL);
  await signIn(page, CARLA, provisional);
  await title(page, 'Creazione Utente').waitFor();
  await page.getByLabel('Nome', { exact: true }).fill('Carla');
  await page.getByRole('textbox', { name: 'Password' }).first().fill(OWN);
  await page.getByRole('textbox', { name: 'Conferma Password' }).fill(OWN);
  expect(await page.getByLabel(/Ho preso visione/).isDisabled()).toBe(true);
  await button(page, 'Crea utente').click();
  await page.getByText('Apri l’Informativa Privacy e conferma').waitFor();
  expect(await button(page, 'Informativa Privacy').evaluate((link) => link === document.activeElement)).toBe(true);
  await picture(pc, 'create-user');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Informativa Privacy' }).getByText(/^Versione/).waitFor();
  await picture(pc, 'privacy');
  await page.keyboard.press('Escape');
  // What was typed is still there.
  expect(await page.getByLabel('Nome', { exact: true }).inputValue()).toBe('Carla');
  await createUser(page, 'Carla', 'Bianchi');
  // They opened the creation, once, and never a session.
  await signIn(page, CARLA, provisional);
  await page.getByText('E-mail o password non corrispondono.').waitFor();
});

test('ACC-04, ACC-05, ACC-06: the code of the mail, a trusted device, the company accepted and chosen; then the list', async () => {
  const { page } = pc;
  await signIn(page, CARLA, OWN);
  await title(page, 'Codice di verifica').waitFor();
  const right = await code(CARLA);
  await giveCode(page, right === '000000' ? '000001' : '000000');
  await page.getByText('Il codice non è giusto.').waitFor();
  await picture(pc, 'code-wrong');
  await page.getByLabel('Dispositivo sicuro').check();
  await giveCode(page, right);
  await title(page, 'Scelta dell’azienda').waitFor();
  await page.getByText(/GIADA BELLI ti ha invitato/).waitFor();
  await picture(pc, 'invitation');
  await button(page, 'Accetta l’invito di ROSSI SRL').click();
  await page.getByText('Ora fai parte di ROSSI SRL.').waitFor();
  await page.getByRole('listitem').getByRole('button', { name: /ROSSI SRL/ }).click();
  await openMenu(page, 'Elenco richieste di assistenza');
  await row(page, 'Non si apre la contabilità').waitFor();
  await waitForLamp(page, /In linea/);
  await picture(pc, 'first-desk');
});

test('ACC-05: on the trusted device the password is enough from now on; on another one a code is asked for', async () => {
  await signOut(pc.page);
  await signIn(pc.page, CARLA, OWN);
  await row(pc.page, 'Non si apre la contabilità').waitFor();
  expect(await mailsOf(cloud, CARLA, 'sign-in-code')).toHaveLength(1);

  laptop = await launchDesk({ root: join(folder, 'laptop'), cloudUrl: cloud.url });
  const { page } = laptop;
  await signIn(page, CARLA, OWN);
  await title(page, 'Codice di verifica').waitFor();
  await giveCode(page, await code(CARLA));
  await openMenu(page, 'Elenco richieste di assistenza');
  await row(page, 'Non si apre la contabilità').waitFor();
  await waitForLamp(page, /In linea/);
});

test('ACC-10: a lost password is answered alike whatever the address; the link of the mail gives a new one', async () => {
  const { page } = pc;
  await signOut(page);
  await button(page, 'Hai dimenticato la password?').click();
  for (const email of ['nessuno@rossisrl.example', CARLA]) {
    await page.getByLabel('E-mail').fill(email);
    await button(page, 'Invia il collegamento').click();
    await page.getByText(`Se ${email} è un account di Sportello, il collegamento è in arrivo.`).waitFor();
  }
  await arrived(CARLA, 'reset-link');
  expect(await mailsOf(cloud, 'nessuno@rossisrl.example')).toEqual([]);

  const web = await browser.newPage();
  await web.goto(await fromMail(cloud, CARLA, 'reset-link', LINK_IN_MAIL));
  await web.locator('#next').fill(NEXT);
  await web.keyboard.press('Tab');
  await web.keyboard.type(NEXT);
  await web.keyboard.press('Enter');
  await web.getByText('Password salvata').waitFor();
  await web.close();
});

test('ACC-10, ACC-05, R7: the old password is over and no device is trusted or signed in any more; the other one asks for it and keeps its desk', async () => {
  const { page } = pc;
  await button(page, 'Torna all’accesso').click();
  await signIn(page, CARLA, OWN);
  await page.getByText('E-mail o password non corrispondono.').waitFor();
  await signIn(page, CARLA, NEXT);
  await title(page, 'Codice di verifica').waitFor();
  await giveCode(page, await code(CARLA));
  await row(page, 'Non si apre la contabilità').waitFor();

  if (laptop === undefined) throw new Error('the laptop was not opened');
  await laptop.page.getByRole('dialog', { name: 'Accedi di nuovo' }).waitFor();
  await laptop.page.keyboard.press('Escape');
  await row(laptop.page, 'Non si apre la contabilità').waitFor();
});

test('ACC-11: who registers on the company’s page gets credentials by mail and finds the support period in the profile', async () => {
  const web = await browser.newPage();
  await web.goto(`${cloud.url}/access/register/${companyCode(TENANTS.rossi)}?lang=it`);
  await web.locator('#firstName').fill('Ada');
  await web.locator('#lastName').fill('Neri');
  await web.locator('#email').fill(ADA);
  await web.getByRole('checkbox').check();
  await web.getByRole('button').click();
  await web.getByText('Registrazione ricevuta').waitFor();
  await web.close();
  await arrived(ADA, 'registration');

  const { page } = pc;
  await signOut(page);
  await signIn(page, ADA, await fromMail(cloud, ADA, 'registration', PASSWORD_IN_MAIL));
  await title(page, 'Creazione Utente').waitFor();
  await createUser(page, 'Ada', 'Neri');
  await signIn(page, ADA, OWN);
  await title(page, 'Codice di verifica').waitFor();
  await giveCode(page, await code(ADA));
  await page.getByRole('button', { name: /profilo e uscita/ }).click();
  await page.getByRole('menuitem', { name: 'Profilo' }).click();
  await sheet(page).getByText('Periodo di assistenza · ROSSI SRL').waitFor();
  await sheet(page).getByText(/^dal .+ al /).waitFor();
  await picture(pc, 'support-period');
});

test('ACC-04: in the profile she links an app; its code opens at the next sign-in, and a recovery code when the phone is not there', async () => {
  const { page } = pc;
  await sheet(page).getByRole('button', { name: 'Attiva l’app…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(OWN);
  await page.keyboard.press('Enter');
  await dialog.getByRole('img', { name: /Codice QR/ }).waitFor();
  const secret = (await dialog.getByText(/^([A-Z2-7]{1,4} ?){8,}$/).innerText()).replaceAll(' ', '');
  await picture(pc, 'app-begin');
  await dialog.getByRole('textbox', { name: 'Codice' }).fill(await codeOfApp(cloud, secret));
  await page.keyboard.press('Enter');
  const codes = page.getByRole('list', { name: 'Codici di recupero' }).getByRole('listitem');
  await eventually(async () => expect(await codes.count()).toBe(10));
  const [recovery = ''] = await codes.allInnerTexts();
  // Enter once more closes nothing that is seen only now.
  await eventually(async () => expect(await button(page, 'Copia i codici').evaluate((first) => first === document.activeElement)).toBe(true));
  await picture(pc, 'recovery-codes');
  await button(page, 'Li ho conservati').click();
  await sheet(page).getByText('App di autenticazione: attiva. 10 codici di recupero ancora validi.').waitFor();

  for (const [way, digits] of [[null, await codeOfApp(cloud, secret)], ['Usa un codice di recupero', recovery]] as const) {
    await signOut(page);
    await signIn(page, ADA, OWN);
    await page.getByText('Scrivi il codice che mostra l’app').waitFor();
    if (way !== null) await button(page, way).click();
    await giveCode(page, digits);
    await page.getByRole('button', { name: /profilo e uscita/ }).waitFor();
  }
  expect(await mailsOf(cloud, ADA, 'sign-in-code')).toHaveLength(1);
});
