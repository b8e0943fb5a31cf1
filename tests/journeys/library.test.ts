import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { smallPdf } from '#tests/harness/small-pdf.ts';
import { eventually, openMenu, sheet, signIn, toolbar, waitForLamp, write } from '#tests/harness/person.ts';

/* DOC-01, product.md 3: the vendor writes, the customers read and search without a network, a user contributes, and an answer comes while one asks. */

const folder = journeyFolder();
const MANUAL = 'Manuale del magazzino';
/** What a manual would hold that wants more than to be read. */
const HOSTILE = `<!doctype html><html><head><meta charset="utf-8"><style>@import "https://example.invalid/a.css"; body { background: url(https://example.invalid/b.png) }</style>
<base href="https://example.invalid/"><meta http-equiv="refresh" content="0;url=https://example.invalid/r"></head>
<body onload="parent.document.title='preso'"><h1>Manuale</h1><ul><li><a href="#resi">Resi</a></li></ul><p style="position:fixed">Capitolo sui DDT differiti</p>
<script>parent.document.title = 'preso'</script><img src="https://example.invalid/p.png"><img src="x" onerror="parent.document.title='preso'"><svg onload="parent.document.title='preso'"></svg>
<form action="https://example.invalid/"><input name="password"><button>Entra</button></form><iframe src="https://example.invalid/f"></iframe><a href="javascript:parent.document.title='preso'">qui</a>
<object data="https://example.invalid/o"></object><link rel="stylesheet" href="https://example.invalid/l.css">${'<p>Riga.</p>'.repeat(60)}<h2 id="resi">Resi dei clienti</h2><p>Fine.</p></body></html>`;
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

test('DOC-01, R8: a manual in HTML is read in its document; nothing in it acts or asks the network, its links are followed within it', async () => {
  const { page } = nicolo;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await toolbar(page).getByRole('button', { name: 'Nuovo documento' }).click();
  await sheet(page).getByLabel('Titolo').fill(MANUAL);
  const choose = (name: string, mimeType: string, buffer: Buffer) => sheet(page).locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
  await choose('Manuale.docx', 'application/octet-stream', Buffer.from('x'));
  await sheet(page).getByText('«Manuale.docx» non è un PDF né un file HTML').waitFor();
  await choose('Manuale.html', 'text/html', Buffer.from(HOSTILE));
  await sheet(page).getByText('Manuale.html', { exact: true }).waitFor();
  await page.keyboard.press('F9');
  await reader(nicolo, MANUAL).waitFor();
  const frame = page.frameLocator('iframe[title="Manuale.html"]');
  await frame.getByText('Capitolo sui DDT differiti').waitFor();
  await picture(nicolo, 'library-html');
  await frame.getByRole('link', { name: 'Resi' }).click();
  await eventually(async () => expect(await frame.locator('body').evaluate((body) => body.ownerDocument.defaultView?.scrollY ?? 0)).toBeGreaterThan(0));
  expect(await frame.locator('script, form, input, style:not([nonce]), svg, iframe, [style], [onerror], [onclick], img[src^="http"], a[href^="javascript"]').count()).toBe(0);
  expect(await page.evaluate(() => document.title)).not.toBe('preso');
  expect(asked.filter((url) => url.includes('example.invalid'))).toEqual([]);
});

test('DOC-01, OFF-01: the manual came to the customer by itself: without a network it is found by its words and read; a PDF takes its place and is too', async () => {
  const { page } = mario;
  await openMenu(page, 'Documenti e FAQ');
  await entry(mario, MANUAL).click();
  await reader(mario, MANUAL).getByText('si legge anche senza rete').waitFor();
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await entry(mario, GUIDE).click();
  await reader(mario, GUIDE).waitFor();
  await sheet(page).getByRole('searchbox').fill('differiti');
  await entry(mario, MANUAL).click();
  await page.frameLocator('iframe[title="Manuale.html"]').getByText('Capitolo sui DDT differiti').waitFor();
  await sheet(page).getByRole('searchbox').fill('');
  proxy.setOnline(true);
  await waitForLamp(page, /^In linea/);
  await nicolo.page.keyboard.press('F2');
  await sheet(nicolo.page).getByText('Manuale.html', { exact: true }).waitFor();
  await sheet(nicolo.page).locator('input[type="file"]').setInputFiles({ name: 'Manuale.pdf', mimeType: 'application/pdf', buffer: smallPdf([['Scorporo dei corrispettivi'], ['Seconda pagina']]) });
  await sheet(nicolo.page).getByText('Manuale.pdf', { exact: true }).waitFor();
  await nicolo.page.keyboard.press('F9');
  await reader(nicolo, MANUAL).getByRole('img', { name: /Manuale\.pdf/ }).waitFor();
  await picture(nicolo, 'library-pdf');
  await reader(mario, MANUAL).getByText('si legge anche senza rete').waitFor();
  await reader(mario, MANUAL).getByRole('img', { name: /Manuale\.pdf/ }).waitFor();
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await sheet(page).getByRole('searchbox').fill('scorporo');
  // Words are taken into the index when there is time.
  await eventually(async () => {
    await toolbar(page).getByRole('button', { name: 'Aggiorna' }).click();
    expect(await entry(mario, MANUAL).count()).toBe(1);
  });
  await sheet(page).getByRole('searchbox').fill('');
  proxy.setOnline(true);
  await waitForLamp(page, /^In linea/);
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
