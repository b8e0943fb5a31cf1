import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MESSAGES } from '#shared/locales/messages.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { openForWriting } from '#core/store/sqlite/open-database.ts';
import { startTestCore, type TestCore } from '#core/testing/test-core.ts';
import { launchBrowser } from '#tests/harness/browser.ts';
import { launchDesktop } from '#tests/harness/desktop.ts';
import { problemsOf } from '#tests/journeys/screens/problems.ts';
import { changeSettings } from '#tests/harness/change-settings.ts';
import { giveAway } from '#tests/harness/unprivileged.ts';

/* The program on a profile that does not open, in both hosts: a page that says so and helps, and no cloud to be seen. */
const NOWHERE = 'http://127.0.0.1:9';
const PICTURES = process.env['SPORTELLO_PICTURES'];
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

/** Signed in, closed while nothing could be sent, and with a log of a later program. */
async function brokenProfile(): Promise<{ root: string; folder: string; mend(): void }> {
  const root = mkdtempSync(join(tmpdir(), 'sportello-recovery-'));
  const core = await startTestCore({ cloudUrl: cloud.url, root });
  await core.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  await core.until(async () => (await core.invoke('sync.state', {})).lamp === 'online', 'online');
  const { profileFolder: folder } = await core.invoke('app.info', {});
  await cloud.halt();
  await write(core);
  await core.stop();
  await cloud.restart();
  const log = join(folder, 'log.db');
  const known = setVersion(log, 99);
  giveAway(root);
  return {
    root,
    folder,
    mend() {
      setVersion(log, known);
      giveAway(root);
    },
  };
}
async function write(core: TestCore): Promise<void> {
  const [ticket = '', draft = ''] = await core.invoke('command.newIds', { count: 2 });
  await core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.create', input: ticketInput(ticket, 'Scritto senza rete', PEOPLE.mario.email), acceptRemarks: false, queueAnyway: true, draftId: null });
  await core.invoke('drafts.save', { id: draft, kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'A metà' } });
}
function setVersion(file: string, version: number): number {
  const database = openForWriting(file, 'full');
  const before = Number(database.pragma('user_version'));
  database.pragma(`user_version = ${version}`);
  database.close();
  return before;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `recovery-${name}.png`), fullPage: true });
}

/** What a person meets, by keyboard alone; the desk opens when the cause is gone. */
async function walk(page: Page, name: string, mend: () => void): Promise<void> {
  await page.getByRole('heading', { name: 'I dati di questo computer non si aprono' }).waitFor();
  await page.getByText('I dati di questo dispositivo sono stati scritti da una versione più nuova').first().waitFor();
  await page.getByText('1 voce in uscita è su questo computer').waitFor();
  await page.getByText('1 bozza è su questo computer').waitFor();
  expect(await page.getByRole('button', { name: 'Ricomincia la copia locale' }).count()).toBe(0);
  await picture(page, name);
  const again = page.getByRole('button', { name: 'Apri di nuovo' });
  await expect.poll(() => again.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText(/Alle \d+:\d+ non si apriva ancora/).waitFor();
  mend();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  await page.getByText(/Accedi di nuovo|in uscita/i).first().waitFor();
}

test('OFF-09: the browser host shows a page for a profile that does not open; what was written is saved as a file; it opens when it can', async () => {
  const { root, mend } = await brokenProfile();
  const desk = await launchBrowser({ root, cloudUrl: cloud.url, env: { SPORTELLO_KEEPERS: 'aiuto@nts.example' } });
  const { page } = desk;
  const save = page.getByRole('button', { name: 'Salva ciò che hai scritto' });
  await save.focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('Sportello, ciò che hai scritto.txt');
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/── Nuova richiesta[\s\S]*title: Scritto senza rete[\s\S]*── Bozza[\s\S]*title: A metà/);
  await page.getByText('Dettagli per l’assistenza', { exact: true }).click();
  await page.getByText(/log\.db +integrity ok/).waitFor();
  await picture(page, 'report');
  for (const [language, theme] of [['en', 'dark'], ['ru', 'light'], ['it', 'light']] as const) {
    await changeSettings(page, { language, theme });
    await page.reload();
    await page.getByRole('heading', { name: MESSAGES[language].shell['recovery.title'] ?? '' }).waitFor();
    await page.getByRole('button', { name: MESSAGES[language].access['help.write'] ?? '' }).waitFor();
    expect(await problemsOf(page, true)).toEqual([]);
    await picture(page, language);
  }
  await walk(page, 'browser', mend);
  await desk.stop();
});

test('OFF-09: the desktop host shows the same page, and opens when it can', { timeout: 180_000 }, async () => {
  const { root, mend } = await brokenProfile();
  const desktop = await launchDesktop({ root, cloudUrl: cloud.url });
  await walk(desktop.window, 'desktop', mend);
  await desktop.stop();
});

/** A file in the place of the folder: nothing of the program's own can be written. */
function fileForAFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sportello-nowhere-'));
  writeFileSync(join(folder, 'file'), 'not a folder');
  giveAway(folder);
  return join(folder, 'file');
}
async function saysSo(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'I dati di questo computer non si aprono' }).waitFor();
  await page.getByText('Al posto della cartella dei dati c’è un file').first().waitFor();
  await picture(page, name);
}

test('OFF-09: where the folder itself cannot be written, the browser host shows its page all the same', async () => {
  const desk = await launchBrowser({ root: fileForAFolder(), cloudUrl: NOWHERE });
  await saysSo(desk.page, 'no-folder');
  await desk.stop();
});

test('OFF-09: and so does the desktop host', { timeout: 180_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'sportello-other-'));
  const desktop = await launchDesktop({ root, cloudUrl: NOWHERE, env: { SPORTELLO_ROOT: fileForAFolder() } });
  await saysSo(desktop.window, 'no-folder-desktop');
  await desktop.stop();
});

test('OFF-09: a damaged log is mended at the start, and the desk says so until it was read', { timeout: 120_000 }, async () => {
  const { root, folder, mend } = await brokenProfile();
  mend();
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `log.db${suffix}`), { force: true });
  truncateSync(join(folder, 'log.db'), 3000);
  const desk = await launchBrowser({ root, cloudUrl: cloud.url });
  const { page } = desk;
  const told = page.getByText('è stato recuperato voce per voce');
  await told.waitFor();
  await page.getByText('log.db.bad-').waitFor();
  expect(await problemsOf(page, true)).toEqual([]);
  await picture(page, 'repaired');
  await page.getByRole('status').filter({ has: told }).getByRole('button', { name: 'Chiudi' }).press('Enter');
  await told.waitFor({ state: 'detached' });
  await desk.stop();
});
