import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { demoId } from '#cloud/demo/world.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { chat, eventually, openTicket, panel, signIn } from '#tests/harness/person.ts';
import { problemsOf, settled } from './screens/problems.ts';

/* DET-02, DET-08: attachments are looked at where they are: a picture, a text, and what only pretends to be one. */

/** A red point. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const FILES = [
  { name: 'schermata.png', mime: 'image/png', bytes: PNG },
  { name: 'registro.log', mime: 'text/plain', bytes: Buffer.from(`<b>riga</b> uno \u202Egnp\n${'riga di registro\n'.repeat(20_000)}`) },
  { name: 'rotta.png', mime: 'image/png', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
  { name: 'lontano.txt', mime: 'text/plain', bytes: Buffer.from('arrivato dal cloud') },
] as const;
const TITLE = 'Allegati da guardare';
/** Whose file, the last one, nobody opened while there was a network. */
const ELSEWHERE = 'Allegato lontano';

let cloud: TestCloud;
let giada: Desk;
picturesOfFailures(() => [giada]);
beforeAll(async () => {
  cloud = await createTestCloud();
  const now = Date.now();
  const chosen = FILES.map(({ name, mime, bytes }) => ({ id: demoId('view', name), name, mime, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }));
  for (const [title, files] of [[TITLE, chosen.slice(0, -1)], [ELSEWHERE, chosen.slice(-1)]] as const) {
    const input = { ...ticketInput(demoId('view', title), title, PEOPLE.giada.email), files };
    const [outcome] = await cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.giada.id, [{ name: 'ticket.create', now, input }]);
    expect(outcome?.state).toBe('accepted');
  }
  for (const { name, bytes } of FILES) await cloud.cloud.admin.putFile(TENANTS.rossi, demoId('view', name), bytes);
  giada = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
  await signIn(giada.page, PEOPLE.giada.email);
  await openTicket(giada.page, TITLE);
});
afterAll(async () => {
  await giada?.kill();
  await cloud?.stop();
});

const dialog = (name: string) => giada.page.getByRole('dialog', { name, exact: true });
const stage = (name: string) => dialog(name).getByRole('region', { name: `Contenuto di ${name}` });
async function look(name: string): Promise<void> {
  await settled(giada.page);
  expect(await problemsOf(giada.page, true)).toEqual([]);
  await picture(giada, name);
}

test('DET-02: from Visualizza allegati a picture is seen, larger by a key, and its neighbours by the arrows', async () => {
  const { page } = giada;
  await panel(page).getByRole('button', { name: /Visualizza allegati \(3\)/ }).click();
  await dialog('Allegati').getByRole('button', { name: /schermata\.png/ }).click();
  const image = stage('schermata.png').getByRole('img', { name: 'schermata.png' });
  await image.waitFor();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  await eventually(async () => expect(await stage('schermata.png').evaluate((element) => element === document.activeElement)).toBe(true));
  await page.keyboard.press('+');
  await eventually(async () => expect(await image.evaluate((element) => element.clientWidth)).toBe(2));
  await look('view-image');
  await page.keyboard.press('ArrowRight');
  await eventually(async () => expect(await dialog('schermata.png').count()).toBe(0));
  await page.getByRole('dialog').getByRole('button', { name: 'Allegato precedente' }).click();
  await image.waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Tutti gli allegati' }).click();
  await eventually(async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('schermata.png'));
  await page.keyboard.press('Escape');
  await eventually(async () => expect(await page.getByRole('dialog').count()).toBe(0));
});

test('DET-08: from the chat a long text is read as words and says that more follows; what turns them is shown', async () => {
  const { page } = giada;
  await chat(page).getByRole('button', { name: /registro\.log/ }).click();
  await stage('registro.log').getByText(/^<b>riga<\/b> uno ‹U\+202E›gnp/).waitFor();
  await stage('registro.log').getByText(/primi 200 kB di 332 kB/).waitFor();
  await look('view-text');
  await page.keyboard.press('Escape');
});

test('DET-08: a picture that is none is a sentence, and its program stays at hand', async () => {
  const { page } = giada;
  await chat(page).getByRole('button', { name: /rotta\.png/ }).click();
  await stage('rotta.png').getByText(/non si riesce a mostrare/).waitFor();
  expect(await dialog('rotta.png').getByRole('button', { name: /^(Apri con il programma|Salva una copia)$/ }).count()).toBe(1);
  await page.keyboard.press('Escape');
});

test('DET-08: without a network a file that is elsewhere says so, and comes by itself when the network does', async () => {
  const { page } = giada;
  await openTicket(page, ELSEWHERE);
  await cloud.halt();
  await chat(page).getByRole('button', { name: /lontano\.txt/ }).click();
  await stage('lontano.txt').getByText(/non è ancora su questo dispositivo/).waitFor();
  await picture(giada, 'view-elsewhere');
  await cloud.restart();
  await stage('lontano.txt').getByText('arrivato dal cloud').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
});
