import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually, openMenu, panel, row, sheet, signIn, waitForLamp } from '#tests/harness/person.ts';

/* Two people take turns at one PC, without a mouse where it matters (I11, R1, R7, ACC-13, OFF-02). */
const TITLE = 'Scritta con la sola tastiera';

let cloud: TestCloud;
let proxy: FaultyProxy;
let desk: Desk;
const folder = journeyFolder();

picturesOfFailures(() => [desk]);
beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
});
afterAll(async () => {
  await desk?.kill();
  await proxy?.stop();
  await cloud?.stop();
});

async function inTheCloud(): Promise<number> {
  const client = new pg.Client(cloud.databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM app.ticket WHERE tenant_id = $1 AND title = $2', [TENANTS.rossi, TITLE]);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

async function signOut(): Promise<void> {
  await desk.page.getByRole('button', { name: /profilo e uscita/ }).click();
  await desk.page.getByRole('menuitem', { name: 'Esci' }).click();
}

test('Without a network and without a mouse a request is written and saved; what a screen remembers is not counted (OFF-01, OFF-02)', async () => {
  desk = await launchDesk({ root: join(folder, 'pc'), cloudUrl: proxy.url });
  const { page } = desk;
  await signIn(page, PEOPLE.mario.email);
  await openMenu(page, 'Elenco richieste di assistenza');
  await waitForLamp(page, /In linea/);
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await sheet(page).getByRole('grid').press('Insert');
  await eventually(async () => expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('email'));
  const keys = ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'ArrowDown', 'Tab'];
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.type(TITLE);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Nessun mouse.');
  await page.keyboard.press('Control+Enter');
  await waitForLamp(page, /1 in uscita/);
  // The request that was opened has the keyboard.
  await panel(page).waitFor();
  await eventually(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('screen'));
  await page.keyboard.press('Escape');
  await row(page, TITLE).waitFor();
  // A filter is remembered on every device by a command of its own, which is not the person's errand.
  await sheet(page).getByRole('radio', { name: 'Aperto' }).press('Space');
  await sheet(page).getByRole('button', { name: 'Cerca Ticket' }).click();
  await openMenu(page, 'In uscita');
  await sheet(page).getByText(TITLE).waitFor();
  await waitForLamp(page, /1 in uscita/);
  expect(await sheet(page).getByRole('listitem').count()).toBe(1);
});

test('Leaving with something unsent and no network is asked about first; staying changes nothing (R7)', async () => {
  const { page } = desk;
  await signOut();
  const question = page.getByRole('dialog', { name: 'Uscire?' });
  await question.getByText(/1 voce non è ancora partita/).waitFor();
  await question.getByText(/manca la rete/).waitFor();
  await picture(desk, 'sign-out');
  await question.getByRole('button', { name: 'Resta' }).click();
  await sheet(page).getByText(TITLE).waitFor();
  await signOut();
  await question.getByRole('button', { name: 'Esci' }).click();
  await page.getByRole('button', { name: 'Accedi', exact: true }).waitFor();
});

test('I11: under a colleague’s sign-in nothing of it is seen or sent', async () => {
  const { page } = desk;
  await signIn(page, PEOPLE.giada.email);
  await page.getByText(/Per accedere serve la rete/).waitFor();
  proxy.setOnline(true);
  await signIn(page, PEOPLE.giada.email);
  await waitForLamp(page, /In linea/);
  await openMenu(page, 'In uscita');
  await sheet(page).getByText('Niente in uscita').waitFor();
  await openMenu(page, 'Elenco richieste di assistenza');
  await row(page, 'Non si apre la contabilità').waitFor();
  expect(await row(page, TITLE).count()).toBe(0);
  expect(await inTheCloud()).toBe(0);
});

test('R1: at his next sign-in it leaves, once', async () => {
  const { page } = desk;
  // Nothing waits and the network is there: no question.
  await signOut();
  await signIn(page, PEOPLE.mario.email);
  await eventually(async () => expect(await inTheCloud()).toBe(1));
  await waitForLamp(page, /In linea/);
});
