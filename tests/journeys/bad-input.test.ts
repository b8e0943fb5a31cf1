import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { attach, chat, eventually, openMenu, row, sheet, signIn, toolbar, waitForLamp, write } from '#tests/harness/person.ts';

/* R8: bad input gets a sentence that says what happened and what to do, and loses nothing. */

let cloud: TestCloud;
let mario: Desk;
const folder = journeyFolder();
beforeAll(async () => {
  cloud = await createTestCloud();
  mario = await launchDesk({ root: join(folder, 'mario'), cloudUrl: cloud.url });
});
afterAll(async () => {
  await mario?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [mario]);

test('ACC-03: a wrong password is said in words, and the address stays', async () => {
  const { page } = mario;
  await signIn(page, PEOPLE.mario.email, 'sbagliata');
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(PEOPLE.mario.email);
  await picture(mario, 'wrong-password');
  await signIn(page, PEOPLE.mario.email);
  await openMenu(page, 'Contatta l’assistenza');
});

test('TKT-12: the limit is said first; too large and empty files are named with their size, the others are kept', async () => {
  const { page } = mario;
  await sheet(page).getByText('ciascuno sotto i 4 MB').waitFor();
  const files = { large: join(folder, 'grande.bin'), empty: join(folder, 'vuoto.txt'), good: join(folder, 'buono.txt') };
  writeFileSync(files.large, Buffer.alloc(4 * 1024 * 1024));
  writeFileSync(files.empty, '');
  writeFileSync(files.good, 'contenuto buono');
  await attach(page, files.large);
  await sheet(page).getByText(/grande\.bin/).first().waitFor();
  expect(await sheet(page).getByText(/grande\.bin/).first().innerText()).toMatch(/4/);
  await attach(page, files.empty);
  await sheet(page).getByText(/vuoto\.txt/).first().waitFor();
  await attach(page, files.good);
  await sheet(page).getByRole('listitem').filter({ hasText: 'buono.txt' }).waitFor();
  expect(await sheet(page).getByRole('listitem').count()).toBe(1);
  await picture(mario, 'files-refused');
  // It waits for a yes or no, and nothing goes meanwhile.
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: /grande\.bin aspetta una tua scelta/ }).waitFor();
  await sheet(page).getByRole('button', { name: 'Lascia fuori' }).click();
  // Deleted after choosing: the copy on this device goes.
  rmSync(files.good);
});

test('R8: control characters, reversed text and script are taken as text; the file that was deleted still arrives', async () => {
  const { page } = mario;
  await sheet(page).getByLabel('Titolo').fill('Errore\u0007 \u202Egnp.exe <script>alert(1)</script>');
  await write(page, 'Descrizione', '<img src=x onerror=alert(1)> e \u0000poi basta');
  await sheet(page).getByRole('radio', { name: /sistemistico/ }).press('Space');
  await toolbar(page).getByRole('button', { name: /Invia Ticket/ }).click();
  await chat(page).getByText('<img src=x onerror=alert(1)>').waitFor();
  await chat(page).getByRole('button', { name: /buono\.txt/ }).waitFor();
  await waitForLamp(page, /^In linea/);
  await openMenu(page, 'Elenco richieste di assistenza');
  const title = 'Errore gnp.exe <script>alert(1)</script>';
  await eventually(async () => expect(await row(page, title).innerText()).toMatch(/#14\d\d/));
});

test('TKT-11: two megabytes of pasted text neither freeze the form nor get lost: they become a file', async () => {
  const { page } = mario;
  await openMenu(page, 'Contatta l’assistenza');
  await sheet(page).getByRole('textbox', { name: 'Descrizione', exact: true }).click();
  const text = `inizio ${'riga di registro con parole vere, 0123456789\n'.repeat(46_000)}fine`;
  expect(text.length).toBeGreaterThan(2_000_000);
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await sheet(page).getByText(/testo-incollato/).first().waitFor();
  await sheet(page).getByLabel('Titolo').fill('Registro lungo');
  await eventually(async () => expect(await sheet(page).getByLabel('Titolo').inputValue()).toBe('Registro lungo'));
  await picture(mario, 'long-paste');
});
