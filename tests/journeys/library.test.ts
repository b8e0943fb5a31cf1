import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually, openMenu, sheet, signIn, toolbar, waitForLamp, write } from '#tests/harness/person.ts';

/* DOC-01, product.md 3: the vendor writes, the customers read and search without a network, a user contributes, and an answer comes while one asks. */

const folder = journeyFolder();
const GUIDE = 'Come si ristampa un DDT?';
let cloud: TestCloud;
let proxy: FaultyProxy;
let mario: Desk;
let nicolo: Desk;

beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
  mario = await launchDesk({ root: join(folder, 'mario'), cloudUrl: proxy.url });
  await signIn(mario.page, PEOPLE.mario.email);
  nicolo = await launchDesk({ root: join(folder, 'nicolo'), cloudUrl: cloud.url });
  await signIn(nicolo.page, PEOPLE.nicolo.email);
  await waitForLamp(nicolo.page, /In linea/);
});
afterAll(async () => {
  await Promise.allSettled([mario?.kill(), nicolo?.kill()]);
  await proxy?.stop();
  await cloud?.stop();
});
picturesOfFailures(() => [mario, nicolo]);

const entry = ({ page }: Desk, title: string) => sheet(page).getByRole('option').filter({ hasText: title });
const reader = ({ page }: Desk, title: string) => sheet(page).getByRole('article', { name: title });

test('DOC-01: an operator writes a document, which is kept while it is typed, and each customer has it', async () => {
  const { page } = nicolo;
  await openMenu(page, 'Documenti e FAQ');
  await sheet(page).getByText('Ancora nessun documento').waitFor();
  await page.keyboard.press('Insert');
  const title = sheet(page).getByLabel('Titolo');
  await eventually(async () => expect(await title.evaluate((field) => field === document.activeElement)).toBe(true));
  await page.keyboard.press('F9');
  await sheet(page).getByText('Manca il titolo').waitFor();
  await title.fill(GUIDE);
  await write(page, 'Testo', 'Da Magazzino si apre il documento di trasporto e si preme Stampa.');
  await sheet(page).getByText('Bozza salvata su questo PC').waitFor();
  await page.keyboard.press('F9');
  await reader(nicolo, GUIDE).waitFor();
  await openMenu(mario.page, 'Documenti e FAQ');
  await entry(mario, GUIDE).waitFor();
  await picture(mario, 'library');
});

test('DOC-01, OFF-01: without a network it is read and searched, and a contribution is saved', async () => {
  const { page } = mario;
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await sheet(page).getByRole('searchbox').fill('trasporto');
  await entry(mario, GUIDE).waitFor();
  await sheet(page).getByRole('searchbox').fill('astronave');
  await sheet(page).getByText('Nessun documento con «astronave»').waitFor();
  await sheet(page).getByRole('searchbox').fill('');
  await toolbar(page).getByRole('button', { name: 'Proponi un documento' }).click();
  await sheet(page).getByLabel('Titolo').fill('Etichette del corriere');
  await write(page, 'Testo', 'Si toglie la spunta da Adatta alla pagina.');
  await toolbar(page).getByRole('button', { name: 'Invia la proposta' }).click();
  await reader(mario, 'Etichette del corriere').getByText('La proposta aspetta una decisione').waitFor();
  proxy.setOnline(true);
  await waitForLamp(page, /^In linea/);
});

test('DOC-01: who keeps the documents says no with a reason, or yes; the author sees which', async () => {
  const { page } = nicolo;
  await openMenu(page, 'Documenti e FAQ');
  await entry(nicolo, 'Etichette del corriere').click();
  const proposal = reader(nicolo, 'Etichette del corriere');
  await proposal.getByRole('button', { name: 'Rifiuta' }).click();
  await proposal.getByText('Per rifiutare una proposta scrivi perché').waitFor();
  await picture(nicolo, 'library-decide');
  await proposal.getByLabel('Nota per chi l’ha scritto').fill('Grazie.');
  await proposal.getByRole('button', { name: 'Pubblica' }).click();
  await eventually(async () => expect(await proposal.getByText('propone questo documento').count()).toBe(0));
  await eventually(async () => expect(await reader(mario, 'Etichette del corriere').getByText('La proposta aspetta').count()).toBe(0));
});

test('product.md 3: while a request is being written, the document that answers it is offered, and opens', async () => {
  const { page } = mario;
  await openMenu(page, 'Contatta l’assistenza');
  await sheet(page).getByLabel('Titolo').fill('Non riesco a ristampare un ddt di ieri');
  await sheet(page).getByRole('button', { name: GUIDE }).click();
  await reader(mario, GUIDE).waitFor();
  // Ctrl+K finds it too.
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog').getByRole('combobox').fill('ristampa');
  await page.getByRole('dialog').getByRole('option').filter({ hasText: GUIDE }).waitFor();
});
