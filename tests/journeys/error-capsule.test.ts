import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDeskFor, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually, panel, sheet, signIn, write } from '#tests/harness/person.ts';
import { problemsOf, settled } from './screens/problems.ts';

/* TKT-03, product.md 2: what goes with a request is seen, blurred and put back piece by piece; the same error is recognised, offline. */

const ERROR = { program: 'Magazzino', version: '23.0.0.69', code: 'PRN-0012', title: 'Stampa DDT 4471 non riuscita per luca.verdi@rossisrl.example' };
const AGAIN = { ...ERROR, version: '23.0.0.70', title: 'Stampa DDT 18 non riuscita per anna.neri@rossisrl.example' };
const folder = journeyFolder();
let cloud: TestCloud;
let network: FaultyProxy;
let luca: Desk | undefined;
beforeAll(async () => {
  cloud = await createTestCloud();
  network = await startFaultyProxy(cloud.url);
});
afterAll(async () => {
  await luca?.kill();
  await network?.stop();
  await cloud?.stop();
});
picturesOfFailures(() => [luca]);

const knock = (known: Readonly<Record<string, string>>) => launchDeskFor({ root: join(folder, 'luca'), cloudUrl: network.url }, known);
const capsule = (desk: Desk) => sheet(desk.page).getByRole('complementary', { name: 'Che cosa viene inviato' });

/** A picture (PNG) of `side` × `side` grey pixels with one black row, as a screen with a line of text. */
function screenshot(side: number): Buffer {
  const raw = Buffer.concat(Array.from({ length: side }, (_, y) => Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: side }, (_, x) => (y % 20 === 10 && x % 3 > 0 ? 0 : 200)))])));
  const crcOf = (bytes: Buffer) => {
    let crc = -1;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return (crc ^ -1) >>> 0;
  };
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crcOf(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

test('TKT-03: what is hidden is listed, one piece is put back, a picture is blurred by keyboard, and exactly that arrives', async () => {
  luca = await knock(ERROR);
  const { page } = luca;
  await signIn(page, PEOPLE.luca.email);
  await capsule(luca).waitFor();
  const mail = capsule(luca).getByRole('checkbox', { name: /^Indirizzo e-mail: luca\.verdi@/ });
  expect(await mail.isChecked()).toBe(true);
  expect(await capsule(luca).locator('dl').innerText()).toContain('‹e-mail 1›');
  await mail.press('Space');
  await eventually(async () => expect(await capsule(luca as Desk).locator('dl').innerText()).toContain('luca.verdi@rossisrl.example'));

  await capsule(luca).locator('input[type=file]').setInputFiles([{ name: 'schermata.png', mimeType: 'image/png', buffer: screenshot(240) }]);
  const dialog = page.getByRole('dialog', { name: 'Sfoca ciò che non deve partire' });
  await dialog.getByRole('img', { name: 'L’immagine come partirà' }).waitFor();
  await dialog.getByRole('button', { name: 'Aggiungi zona' }).press('Enter');
  const area = dialog.getByRole('group', { name: 'Zona sfocata 1' });
  await eventually(async () => expect(await area.evaluate((box) => box === document.activeElement)).toBe(true));
  for (const key of ['ArrowUp', 'ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await picture(luca, 'capsule-blur');
  // In the canvas itself: the middle of the area is flat, and the lines above it are not.
  const colours = (y: number) =>
    dialog.locator('canvas').evaluate((canvas, at) => new Set((canvas as HTMLCanvasElement).getContext('2d')?.getImageData(90, at, 48, 12).data).size, y);
  expect(await colours(115)).toBeLessThanOrEqual(10);
  await dialog.getByRole('button', { name: 'Allega l’immagine' }).press('Enter');
  await sheet(page).getByRole('listitem').filter({ hasText: 'finestra.png' }).waitFor();

  await sheet(page).getByRole('radio', { name: /Gestionali|altre tematiche gestionali/i }).first().press('Space');
  await write(page, 'Descrizione', 'Premo Stampa e il programma si ferma.');
  await picture(luca, 'capsule-panel');
  await page.keyboard.press('Control+Enter');
  await eventually(async () => expect(await panel(page).innerText()).toMatch(/14\d\d/));
  const { rows } = await cloud.cloud.services.pools.owner.query<{ capsule: { summary: string; program: string }; fingerprint: string }>("select capsule, fingerprint from app.ticket where title like 'Stampa DDT 4471%'");
  expect(rows[0]?.capsule).toMatchObject({ program: 'Magazzino', programVersion: '23.0.0.69', code: 'PRN-0012', summary: ERROR.title, redactions: 0, steps: [] });
  expect(rows[0]?.fingerprint).toMatch(/-5/);
  await luca.stop();
});

test('TKT-03: the same error again, without a network: “you reported it already”, with the way to that request', async () => {
  network.setOnline(false);
  luca = await knock(AGAIN);
  const { page } = luca;
  await page.getByText(/^Non in linea/).first().waitFor();
  const known = sheet(page).getByRole('status').filter({ hasText: 'Hai già segnalato questo errore' });
  await known.waitFor();
  await settled(page);
  expect(await problemsOf(page, true)).toEqual([]);
  await picture(luca, 'capsule-known');
  await known.getByRole('button', { name: /^#14\d\d Stampa DDT 4471/ }).click();
  // In front: the list behind has its first words too.
  await sheet(page).getByText('Premo Stampa e il programma si ferma.').first().waitFor();
});
