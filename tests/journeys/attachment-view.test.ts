import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { Canvas } from '#cloud/demo/files/canvas.ts';
import { demoId } from '#cloud/demo/world.ts';
import { HOST, journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { chat, eventually, openTicket, panel, sheet, signIn, write } from '#tests/harness/person.ts';
import { smallPdf } from '#tests/harness/small-pdf.ts';
import { problemsOf, settled } from './screens/problems.ts';

/* DET-02, DET-08: attachments are looked at where they are: a picture, a text, a PDF, and what only pretends to be one. */

/** A red point. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const FILES = [
  { name: 'schermata.png', mime: 'image/png', bytes: PNG },
  { name: 'registro.log', mime: 'text/plain', bytes: Buffer.from(`<b>riga</b> uno \u202Egnp\n${'riga di registro\n'.repeat(20_000)}`) },
  { name: 'rotta.png', mime: 'image/png', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
  { name: 'manuale.pdf', mime: 'application/pdf', bytes: smallPdf([['Registri IVA', 'Premere F9 per salvare.'], ['Seconda pagina']]) },
  { name: 'rotto.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7\nmetà di un file') },
  { name: 'chiuso.pdf', mime: 'application/pdf', bytes: smallPdf([['Riservato']], true) },
  { name: 'tabella.xlsx', mime: 'application/octet-stream', bytes: Buffer.from('tabella') },
  { name: 'lontano.txt', mime: 'text/plain', bytes: Buffer.from('arrivato dal cloud') },
] as const;
const TITLE = 'Allegati da guardare';
/** Whose file, the last one, nobody opened while there was a network. */
const ELSEWHERE = 'Allegato lontano';
/** In whose description a picture stands that nobody fetched yet. */
const PICTURED = 'Videata nel testo';
const SHOT = shot(640, 400);
function shot(width: number, height: number): Uint8Array {
  const canvas = new Canvas(width, height);
  canvas.fill(0, 0, width, height, 'red');
  canvas.fill(30, 30, width - 60, height - 60, 'paper');
  canvas.text(60, 90, 'Errore 5: accesso negato', 'ink', 3);
  return canvas.png();
}
/** With forty of them, of which a few are in sight. */
const MANY = 'Molte videate';
const VIDEATA = { id: demoId('view', 'videata.png'), name: 'videata.png', mime: 'image/png', size: SHOT.length, sha256: createHash('sha256').update(SHOT).digest('hex') };

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
  const description = { type: 'doc', content: [...richTextOf('Ecco la videata').content, { type: 'picture', attrs: { attachmentId: VIDEATA.id } }] };
  const many = { ...VIDEATA, id: demoId('view', MANY) };
  const crowd = { type: 'doc', content: [...richTextOf('Passo per passo').content, ...Array.from({ length: 40 }, () => ({ type: 'picture', attrs: { attachmentId: many.id } }))] };
  const [crowded] = await cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.giada.id, [{ name: 'ticket.create', now, input: { ...ticketInput(demoId('view', 'many'), MANY, PEOPLE.giada.email), description: crowd, files: [many] } }]);
  expect(crowded?.state).toBe('accepted');
  await cloud.cloud.admin.putFile(TENANTS.rossi, many.id, SHOT);
  const [pictured] = await cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.giada.id, [{ name: 'ticket.create', now, input: { ...ticketInput(demoId('view', PICTURED), PICTURED, PEOPLE.giada.email), description, files: [VIDEATA] } }]);
  expect(pictured?.state).toBe('accepted');
  await cloud.cloud.admin.putFile(TENANTS.rossi, VIDEATA.id, SHOT);
  for (const { name, bytes } of FILES) await cloud.cloud.admin.putFile(TENANTS.rossi, demoId('view', name), bytes);
  giada = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
  await signIn(giada.page, PEOPLE.giada.email);
  await openTicket(giada.page, TITLE);
});
afterEach(async () => {
  const open = giada.page.getByRole('dialog');
  // Without one, Escape would leave the request.
  if ((await open.count()) > 0) await giada.page.keyboard.press('Escape');
  await open.waitFor({ state: 'detached' });
});
afterAll(async () => {
  await giada?.kill();
  await cloud?.stop();
});

const dialog = (name: string) => giada.page.getByRole('dialog', { name, exact: true });
const stage = (name: string) => dialog(name).getByRole('region', { name: `Contenuto di ${name}` });
/** The existing way: with the system's program, or as a copy where the host has none. */
const program = (name: string) => dialog(name).getByRole('button', { name: HOST === 'browser' ? 'Salva una copia' : 'Apri con il programma', exact: true });

test('DET-02: the panel says who, what and when, and has Visualizza allegati and Conferma', async () => {
  const facts = panel(giada.page).getByRole('term');
  await eventually(async () => expect((await facts.allInnerTexts()).slice(0, 10)).toEqual(['Titolo', 'Stato', 'Priorità', 'Richiedente', 'Referente', 'Operatore', 'Cliente', 'Codice', 'Creato', 'Aggiornato']));
  const said = await panel(giada.page).getByRole('definition').allInnerTexts();
  expect([0, 1, 3, 5, 6].map((place) => said[place])).toEqual([TITLE, 'Non assegnato', 'GIADA BELLI', 'Nessun operatore', 'ROSSI SRL']);
  expect(said[7]).toMatch(/^\d+$/);
  await panel(giada.page).getByRole('button', { name: 'Conferma' }).waitFor();
});

test('DET-02: from Visualizza allegati a picture is seen, larger by a key, and its neighbours by the arrows', async () => {
  const { page } = giada;
  await panel(page).getByRole('button', { name: /Visualizza allegati \(7\)/ }).click();
  await dialog('Allegati').getByRole('button', { name: /schermata\.png/ }).click();
  const image = stage('schermata.png').getByRole('img', { name: 'schermata.png' });
  await image.waitFor();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  await eventually(async () => expect(await stage('schermata.png').evaluate((element) => element === document.activeElement)).toBe(true));
  await page.keyboard.press('+');
  await eventually(async () => expect(await image.evaluate((element) => element.clientWidth)).toBe(2));
  await picture(giada, 'view-image');
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
  await picture(giada, 'view-text');
});

test('DET-08: a picture that is none, and a kind that is not shown here, are a sentence, and their program stays at hand', async () => {
  const { page } = giada;
  await chat(page).getByRole('button', { name: /rotta\.png/ }).click();
  await stage('rotta.png').getByText(/non si riesce a mostrare/).waitFor();
  expect(await program('rotta.png').count()).toBe(1);
  // Among the others, where the arrows come by.
  await eventually(async () => {
    await page.keyboard.press('ArrowRight');
    expect(await dialog('tabella.xlsx').count()).toBe(1);
  });
  await stage('tabella.xlsx').getByText('Nessuna anteprima').waitFor();
  expect(await program('tabella.xlsx').count()).toBe(1);
});

test('DET-08: a PDF is drawn page by page, by keys and buttons; nothing in it acts, and its words are there to be read aloud', async () => {
  const { page } = giada;
  await chat(page).getByRole('button', { name: /manuale\.pdf/ }).click();
  const drawn = (number: number) => stage('manuale.pdf').getByRole('img', { name: `manuale.pdf, pagina ${number} di 2` });
  await drawn(1).waitFor();
  await stage('manuale.pdf').getByText('Premere F9 per salvare.').waitFor();
  /** Dark points in a quarter of the page: 0 the uppermost. */
  const ink = (number: number, quarter: number) =>
    drawn(number).evaluate((canvas: HTMLCanvasElement, from) => {
      const height = Math.floor(canvas.height / 4);
      return canvas.getContext('2d')?.getImageData(0, height * from, canvas.width, height).data.filter((part, at) => at % 4 === 0 && part < 128).length ?? 0;
    }, quarter);
  expect(await ink(1, 0)).toBeGreaterThan(500);
  // What reads it is shut in: even our own origin does not answer it.
  const [reader] = page.workers();
  expect(await reader?.evaluate(() => fetch(location.href).then(() => 'answered', () => 'shut in'))).toBe('shut in');
  await settled(page);
  expect(await problemsOf(page, true)).toEqual([]);
  await picture(giada, 'view-pdf');
  const width = () => drawn(1).evaluate((element) => element.clientWidth);
  const before = await width();
  await page.keyboard.press('+');
  await eventually(async () => expect(await width()).toBe(Math.round(before * 1.5)));
  await page.keyboard.press('0');
  await eventually(async () => expect(await width()).toBe(before));
  // What is not seen of a page comes before the next one.
  await eventually(async () => {
    await page.keyboard.press('PageDown');
    expect(await drawn(2).count()).toBe(1);
  });
  // A fax's square of 80 points in a page of 595: its decoder came, without WebAssembly.
  expect(await ink(2, 3)).toBeGreaterThan((80 * (before / 595)) ** 2 * 0.9);
  await dialog('manuale.pdf').getByRole('button', { name: 'Pagina precedente' }).click();
  await drawn(1).waitFor();
  expect(await stage('manuale.pdf').locator('a, iframe, embed, object, script, input').count()).toBe(0);
});

test('DET-08: a PDF that is broken or wants a password is a sentence, and its program stays at hand', async () => {
  const { page } = giada;
  for (const [name, sentence] of [['rotto.pdf', /forse il file è rovinato/], ['chiuso.pdf', /protetto da una password/]] as const) {
    await chat(page).getByRole('button', { name }).click();
    await stage(name).getByText(sentence).waitFor();
    expect(await program(name).count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog(name).waitFor({ state: 'detached' });
  }
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
});

/** Whether a picture is drawn: the red of its edge. */
const red = (image: Locator) => image.evaluate((canvas: HTMLCanvasElement) => canvas.width > 0 && (canvas.getContext('2d')?.getImageData(0, 0, 1, 1).data[0] ?? 0) > 150);
const frameOf = (image: Locator) => image.evaluate((canvas) => canvas.parentElement?.getBoundingClientRect().height ?? 0);

test('TKT-11, OFF-01: a picture in the description keeps its place, says that it is elsewhere, comes by itself, and opens by a click and by Enter', async () => {
  const { page } = giada;
  const image = chat(page).getByRole('img', { name: 'Immagine videata.png' });
  await cloud.halt();
  await openTicket(page, PICTURED);
  const sentence = chat(page).getByText(/«videata\.png» non è ancora su questo dispositivo/);
  await sentence.waitFor();
  await picture(giada, 'text-picture-elsewhere');
  await cloud.restart();
  await image.waitFor({ timeout: 60_000 });
  await eventually(async () => expect(await red(image)).toBe(true));
  expect(await frameOf(image)).toBe(242);
  await image.click();
  await dialog('videata.png').waitFor();
  await page.keyboard.press('Escape');
  await dialog('videata.png').waitFor({ state: 'detached' });
  await chat(page).getByRole('button', { name: /videata\.png/ }).press('Enter');
  await stage('videata.png').getByRole('img', { name: 'videata.png' }).waitFor();
});

test('TKT-11, DET-11: a pasted picture is seen at once where it is written, after a new start without a network too, and then in the chat', async () => {
  const { page } = giada;
  await write(page, 'Risposta', 'La videata di oggi');
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...shot(600, 300)]);
  const written = page.getByRole('textbox', { name: 'Risposta', exact: true }).getByRole('img', { name: 'Immagine image.png' });
  await eventually(async () => expect(await red(written)).toBe(true));
  await page.getByRole('textbox', { name: 'Risposta', exact: true }).blur();
  await page.getByText('Bozza salvata').first().waitFor();
  await cloud.halt();
  await page.reload();
  await openTicket(page, PICTURED);
  await eventually(async () => expect(await red(written)).toBe(true));
  await settled(page);
  expect(await problemsOf(page, true)).toEqual([]);
  await picture(giada, 'text-picture-written');
  // Its file removed, it says that it will not leave; the removal undone, it leaves.
  await sheet(page).getByRole('button', { name: 'Togli image.png' }).click();
  const removed = page.getByText('Tolta dagli allegati: non parte');
  await removed.waitFor();
  await picture(giada, 'text-picture-removed');
  await page.getByRole('button', { name: 'Annulla', exact: true }).click();
  await removed.waitFor({ state: 'hidden' });
  await page.getByRole('textbox', { name: 'Risposta', exact: true }).press('Control+Enter');
  const sent = chat(page).getByRole('img', { name: 'Immagine image.png' });
  await eventually(async () => expect(await red(sent)).toBe(true));
  await picture(giada, 'text-picture-sent');
  await cloud.restart();
});

test('TKT-11, DET-11: of many pictures in a text those in sight alone are read and drawn', async () => {
  const { page } = giada;
  await openTicket(page, MANY);
  const images = chat(page).getByRole('img', { name: 'Immagine videata.png' });
  await eventually(async () => expect(await red(images.last())).toBe(true));
  const box = await chat(page).boundingBox();
  const most = Math.ceil((box?.height ?? 0) / 242) + 1;
  expect(await images.count()).toBeLessThanOrEqual(most);
  await chat(page).press('Home');
  await eventually(async () => expect(await chat(page).evaluate((element) => element.scrollTop)).toBe(0));
  await eventually(async () => expect(await red(images.first())).toBe(true));
  await eventually(async () => expect(await images.count()).toBeLessThanOrEqual(most));
  expect(await chat(page).getByRole('button', { name: /videata\.png/ }).count()).toBe(40);
});
