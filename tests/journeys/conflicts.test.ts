import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { MESSAGES } from '#shared/locales/messages.ts';
import { changeSettings } from '#tests/harness/change-settings.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually, lamp, openMenu, openTicket, panel, row, sheet, signIn, waitForLamp } from '#tests/harness/person.ts';
import { problemsOf, settled } from './screens/problems.ts';

/*
 * Two people write into the same field, one of them without a network (product.md 7, I9, R4, OFF-02): the record in
 * words, kept, restored, and both desks agree.
 */
const TITLE = 'Non si apre la contabilità';

let cloud: TestCloud;
let proxy: FaultyProxy;
let mario: Desk;
let giada: Desk;
const folder = journeyFolder();

picturesOfFailures(() => [mario, giada]);
beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
});
afterAll(async () => {
  await Promise.allSettled([mario?.kill(), giada?.kill()]);
  await proxy?.stop();
  await cloud?.stop();
});

const choice = (desk: Desk, name: string) => panel(desk.page).getByRole('combobox', { name });
async function change(desk: Desk, field: string, value: string): Promise<void> {
  await choice(desk, field).click();
  await desk.page.getByRole('option', { name: value, exact: true }).click();
  await panel(desk.page).getByRole('button', { name: 'Conferma' }).click();
  await eventually(async () => expect(await choice(desk, field).inputValue()).toBe(value));
}
async function inCloud(column: 'priority' | 'contact_name', value: string): Promise<void> {
  const database = new pg.Client(cloud.databaseUrl);
  await database.connect();
  try {
    await eventually(async () => expect((await database.query(`select ${column} as value from app.ticket where id = $1`, [TICKETS.rossi])).rows).toEqual([{ value }]));
  } finally {
    await database.end();
  }
}
const block = (desk: Desk, field: string) => sheet(desk.page).getByRole('region', { name: field, exact: true });

test('1. Mario, without a network, and Giada change the priority of the same request', async () => {
  [mario, giada] = [await launchDesk({ root: join(folder, 'mario'), cloudUrl: proxy.url }), await launchDesk({ root: join(folder, 'giada'), cloudUrl: cloud.url })];
  for (const [desk, person] of [[mario, PEOPLE.mario], [giada, PEOPLE.giada]] as const) {
    await signIn(desk.page, person.email);
    await openTicket(desk.page, TITLE);
  }
  proxy.setOnline(false);
  await waitForLamp(mario.page, /Non in linea/);
  await change(mario, 'Priorità', 'Alta');
  await waitForLamp(mario.page, /1 in uscita/);
  await change(giada, 'Priorità', 'Bassa');
  await inCloud('priority', 'low');
});

test('2. With the network back lamp, record and list say so, and In uscita tells it in words', async () => {
  const { page } = mario;
  proxy.setOnline(true);
  await waitForLamp(page, /1 da rivedere/);
  await sheet(page).getByText('GIADA BELLI ha scritto in «Priorità» prima che arrivasse il tuo').waitFor();
  await settled(page);
  await picture(mario, 'conflict-record');
  await openMenu(page, 'Elenco richieste di assistenza');
  expect(await row(page, TITLE).innerText()).toContain('da rivedere');
  // ui.md: the lamp leads there.
  await lamp(page).first().locator('xpath=ancestor-or-self::*[self::button] | .//button').first().click();
  await sheet(page).getByText('Tu hai scritto Alta, GIADA BELLI ha scritto Bassa.').waitFor();
  await settled(page);
  await picture(mario, 'conflict-outbox');
  expect(await problemsOf(page, true)).toEqual([]);
  // Nobody else has anything to decide.
  expect(await lamp(giada.page).first().innerText()).not.toMatch(/rivedere/);
});

test('3. By keyboard alone he opens the comparison and keeps his; both desks agree', async () => {
  const { page } = mario;
  await sheet(page).getByRole('button', { name: /^Confronta: Priorità/ }).focus();
  await page.keyboard.press('Enter');
  await block(mario, 'Priorità').getByRole('group', { name: 'Tu hai scritto' }).getByText('Alta', { exact: true }).waitFor();
  await block(mario, 'Priorità').getByRole('group', { name: 'GIADA BELLI ha scritto' }).getByText('Bassa', { exact: true }).waitFor();
  await settled(page);
  await picture(mario, 'conflict-compare');
  expect(await problemsOf(page, true)).toEqual([]);
  const keep = block(mario, 'Priorità').getByRole('button', { name: 'Tieni il mio' });
  for (let presses = 0; presses < 40 && !(await keep.evaluate((button) => button === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await sheet(page).getByText('Hai tenuto il tuo: Alta').waitFor();
  await waitForLamp(page, /^In linea/);
  await inCloud('priority', 'high');
  await eventually(async () => expect(await choice(giada, 'Priorità').inputValue()).toBe('Alta'));
});

test('4. The loser is restorable: one click brings hers back on both desks, another one his', async () => {
  const { page } = mario;
  await sheet(page).getByRole('button', { name: 'Ripristina: Bassa' }).click();
  await sheet(page).getByText('Hai tenuto quello di GIADA BELLI: Bassa').waitFor();
  await inCloud('priority', 'low');
  await eventually(async () => expect(await choice(giada, 'Priorità').inputValue()).toBe('Bassa'));
  await sheet(page).getByRole('button', { name: 'Ripristina: Alta' }).click();
  await inCloud('priority', 'high');
  await eventually(async () => expect(await choice(giada, 'Priorità').inputValue()).toBe('Alta'));
});

test('5. From the record itself, and without a network: two fields at once, hers is kept and goes with the next network', async () => {
  const { page } = mario;
  await openTicket(page, TITLE);
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await change(mario, 'Priorità', 'Normale');
  await change(mario, 'Referente', 'GIADA BELLI');
  await change(giada, 'Priorità', 'Bassa');
  await inCloud('priority', 'low');
  proxy.setOnline(true);
  await waitForLamp(page, /1 da rivedere/);
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea|non in linea/);
  await sheet(page).getByRole('button', { name: 'Confronta' }).click();
  // A person in Giada's place is nobody's conflict: she did not touch the contact person.
  expect(await sheet(page).getByRole('button', { name: 'Tieni il mio' }).count()).toBe(1);
  await block(mario, 'Priorità').getByRole('button', { name: 'Tieni quello di GIADA BELLI' }).click();
  await sheet(page).getByText('Hai tenuto quello di GIADA BELLI: Bassa').waitFor();
  await waitForLamp(page, /^Non in linea: 1 in uscita/);
  proxy.setOnline(true);
  await waitForLamp(page, /^In linea/);
  await inCloud('priority', 'low');
  await inCloud('contact_name', 'GIADA BELLI');
  await eventually(async () => expect(await choice(giada, 'Referente').inputValue()).toBe('GIADA BELLI'));
});

const LOOKS = [
  { language: 'it', theme: 'dark', density: 'compact' },
  { language: 'en', theme: 'light', density: 'compact' },
  { language: 'ru', theme: 'dark', density: 'comfortable' },
] as const;

test('6. The comparison in every language, light and dark, compact: axe finds nothing, nothing is a key, nothing too wide', async () => {
  const { page } = mario;
  await openTicket(page, TITLE);
  proxy.setOnline(false);
  await waitForLamp(page, /Non in linea/);
  await change(mario, 'Priorità', 'Alta');
  await change(giada, 'Priorità', 'Normale');
  await inCloud('priority', 'normal');
  proxy.setOnline(true);
  await waitForLamp(page, /1 da rivedere/);
  const wrong: string[] = [];
  for (const { language, theme, density } of LOOKS) {
    await changeSettings(page, { language, theme, density });
    await eventually(async () => expect(await page.locator('html').getAttribute('lang')).toBe(language));
    await page.locator('#side-menu').getByRole('button', { name: MESSAGES[language].shell['outbox.title'] ?? '' }).first().click();
    await sheet(page).locator('ul').first().waitFor();
    await settled(page);
    await picture(mario, `conflict-outbox-${language}-${theme}-${density}`);
    wrong.push(...(await problemsOf(page, true)).map((problem) => `outbox ${language}: ${problem}`));
    await sheet(page).locator('li').first().getByRole('button').first().click();
    await sheet(page).locator('section h2').first().waitFor();
    await settled(page);
    await picture(mario, `conflict-compare-${language}-${theme}-${density}`);
    wrong.push(...(await problemsOf(page, true)).map((problem) => `compare ${language}: ${problem}`));
  }
  expect(wrong).toEqual([]);
});
