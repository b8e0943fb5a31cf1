import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { eventually, openMenu, panel, sheet, signIn, write } from '#tests/harness/person.ts';
import { problemsOf, settled } from './screens/problems.ts';

/* TKT-12, product.md 10: what is too large is offered smaller, packed or in parts; nothing is changed without a yes; what leaves is shown. */

let cloud: TestCloud;
let giada: Desk;
beforeAll(async () => {
  cloud = await createTestCloud();
  giada = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
  await signIn(giada.page, PEOPLE.giada.email);
  await openMenu(giada.page, 'Contatta l’assistenza');
  await sheet(giada.page).getByRole('form').waitFor();
});
afterAll(async () => {
  await giada?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [giada]);

/** A picture without compression (BMP): 24 bits a pixel. */
function bitmap(width: number, height: number): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * height, 0x77);
  bytes.fill(0, 0, 54);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}
const choose = (files: { name: string; mimeType: string; buffer: Buffer }[]) => sheet(giada.page).locator('input[type=file][multiple]').setInputFiles(files);
/** What is looked at is also read by axe; nothing on it is cut. */
async function look(name: string): Promise<void> {
  await settled(giada.page);
  expect(await problemsOf(giada.page, true)).toEqual([]);
  await picture(giada, name);
}
const chips = () => sheet(giada.page).getByRole('group').getByRole('listitem');

test('TKT-12: a picture and a log over the limit are offered reduced and packed, with their sizes; a no leaves them out', async () => {
  const { page } = giada;
  expect(await sheet(page).getByText(/ciascuno sotto i 4/).count()).toBe(1);
  await choose([
    { name: 'schermata.bmp', mimeType: 'image/bmp', buffer: bitmap(1600, 1200) },
    { name: 'registro.log', mimeType: 'text/plain', buffer: Buffer.from('riga di registro\n'.repeat(300_000)) },
    { name: 'altro.log', mimeType: 'text/plain', buffer: Buffer.from('altra riga\n'.repeat(500_000)) },
  ]);
  const shrink = sheet(page).getByRole('button', { name: 'Allega ridotta' });
  await shrink.waitFor();
  await eventually(async () => expect(await sheet(page).getByRole('button', { name: 'Allega compresso' }).count()).toBe(2));
  await sheet(page).getByText(/schermata\.bmp è troppo grande: 5,\d MB/).first().waitFor();
  await shrink.scrollIntoViewIfNeeded();
  await look('doctor-offers');
  expect(await chips().count()).toBe(0);
  await shrink.press('Enter');
  await chips().filter({ hasText: 'schermata.jpg' }).waitFor();
  await sheet(page).getByRole('button', { name: 'Allega compresso' }).first().press('Enter');
  await chips().filter({ hasText: 'registro.log.zip' }).waitFor();
  await sheet(page).getByRole('button', { name: 'Lascia fuori' }).press('Enter');
  await eventually(async () => expect(await sheet(page).getByText(/altro\.log/).count()).toBe(0));
  expect(await chips().count()).toBe(2);
});

test('TKT-12: pasted screens become one PDF when the person says so, and exactly the shown files arrive', async () => {
  const { page } = giada;
  await choose([
    { name: 'uno.bmp', mimeType: 'image/bmp', buffer: bitmap(640, 480) },
    { name: 'due.bmp', mimeType: 'image/bmp', buffer: bitmap(640, 480) },
  ]);
  await sheet(page).getByRole('button', { name: 'Unisci 3 immagini in un PDF…' }).press('Enter');
  await sheet(page).getByText(/Un PDF di 3 pagine/).waitFor();
  expect(await chips().count()).toBe(4);
  await look('doctor-pdf');
  await sheet(page).getByRole('button', { name: 'Allega il PDF' }).press('Enter');
  await chips().filter({ hasText: 'schermate.pdf' }).waitFor();
  await eventually(async () => expect(await chips().count()).toBe(2));
  await sheet(page).getByRole('radio', { name: /di tipo sistemistico/ }).press('Space');
  await sheet(page).getByLabel('Titolo').fill('Stampa con tre schermate');
  await write(page, 'Descrizione', 'In allegato.');
  await page.keyboard.press('Control+Enter');
  await panel(page).waitFor();
  await eventually(async () => {
    const { rows } = await cloud.cloud.services.pools.owner.query<{ name: string }>("select name from app.attachment where state = 'available' order by name");
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['registro.log.zip', 'schermate.pdf']));
    expect(rows.filter(({ name }) => /bmp|jpg/.test(name))).toEqual([]);
  });
});

test('OFF-07: what one hears of and when not is kept for every device', async () => {
  const { page } = giada;
  await openMenu(page, 'Impostazioni');
  const part = sheet(page).getByRole('region', { name: 'Avvisi' });
  await part.getByRole('checkbox', { name: 'Una mia richiesta cambia stato' }).press('Space');
  await part.getByRole('checkbox', { name: 'Ore di silenzio' }).press('Space');
  await part.getByLabel('Dalle').fill('20.15');
  await part.getByLabel('Dalle').press('Enter');
  await part.scrollIntoViewIfNeeded();
  await look('notices-settings');
  await eventually(async () => {
    const { rows } = await cloud.cloud.services.pools.owner.query<{ value: { kinds: string[]; quiet: object } }>("select value from app.preference where key = 'notices'");
    expect(rows[0]?.value).toEqual({ kinds: ['reply', 'assigned', 'breach', 'needs_you'], quiet: { from: 1215, to: 480 }, digest: null });
  });
});
