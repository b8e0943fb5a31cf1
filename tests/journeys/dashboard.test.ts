import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually, openMenu, sheet, signIn, toolbar, waitForLamp } from '#tests/harness/person.ts';

/* DSH-01…04: a dashboard of one's own, made by keyboard and pointer, kept on every device, and used without a network. */

const folder = journeyFolder();
let cloud: TestCloud;
let proxy: FaultyProxy;
let first: Desk | undefined;
let second: Desk | undefined;

beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
});
afterAll(async () => {
  await Promise.allSettled([first?.kill(), second?.kill()]);
  await proxy?.stop();
  await cloud?.stop();
});
picturesOfFailures(() => [first, second]);

async function sitDown(device: string, url: string): Promise<Desk> {
  const desk = await launchDesk({ root: join(folder, device), cloudUrl: url });
  await signIn(desk.page, PEOPLE.mario.email);
  await waitForLamp(desk.page, /In linea/);
  await openMenu(desk.page, 'Dashboard');
  return desk;
}
const widgets = ({ page }: Desk) => sheet(page).locator('section[aria-label]').evaluateAll((found) => found.map((one) => one.getAttribute('aria-label')));
const handle = ({ page }: Desk, kind: string) => sheet(page).locator(`[data-widget="${kind}"]`);
const offer = ({ page }: Desk, kind: string) => sheet(page).locator(`[data-offer="${kind}"]`);
const said = ({ page }: Desk) => sheet(page).getByRole('status').innerText();

test('DSH-01, DSH-04: it is empty at first and says what to do; by keys alone widgets are found, added, moved, resized and closed', async () => {
  first = await sitDown('first', proxy.url);
  const { page } = first;
  await sheet(page).getByText('La dashboard è vuota').waitFor();
  await page.keyboard.press('Insert');
  const search = sheet(page).getByLabel('Ricerca widgets');
  await eventually(async () => expect(await search.evaluate((field) => field === document.activeElement)).toBe(true));
  await page.keyboard.insertText('aperte, chiuse');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await widgets(desk())).toEqual(['Stato ticket']));
  await search.fill('');
  for (const kind of ['outbox', 'ticket_list']) await offer(desk(), kind).press('Enter');
  await handle(desk(), 'ticket_status').press('ArrowRight');
  await eventually(async () => expect(await said(desk())).toBe('Stato ticket: colonna 2, riga 1, largo 4, alto 4'));
  await page.keyboard.press('Shift+ArrowDown');
  await eventually(async () => expect(await said(desk())).toBe('Stato ticket: colonna 2, riga 1, largo 4, alto 5'));
  await handle(desk(), 'outbox').press('Delete');
  await eventually(async () => expect(await widgets(desk())).toEqual(['Stato ticket', 'Elenco ticket']));
  // An undo rather than a question.
  await page.getByRole('button', { name: 'Annulla' }).click();
  await eventually(async () => expect(await widgets(desk())).toEqual(['Stato ticket', 'In uscita', 'Elenco ticket']));
});

test('DSH-01: a widget is dragged in from the list and dragged to another place', async () => {
  const { page } = desk();
  const grid = sheet(page).locator('.react-grid-layout');
  await offer(desk(), 'my_day').dragTo(grid, { targetPosition: { x: 30, y: 30 } });
  await eventually(async () => expect(await widgets(desk())).toContain('La mia giornata'));
  await handle(desk(), 'ticket_list').scrollIntoViewIfNeeded();
  const before = await handle(desk(), 'ticket_list').boundingBox();
  if (before === null) throw new Error('the list is not in sight');
  await page.mouse.move(before.x + 60, before.y + 12);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y - 300, { steps: 10 });
  await page.mouse.up();
  await eventually(async () => expect((await handle(desk(), 'ticket_list').boundingBox())?.y ?? 0).toBeLessThan(before.y - 40));
  await picture(desk(), 'dashboard-edit');
  await toolbar(page).getByRole('button', { name: 'Fatto' }).click();
  await eventually(async () => expect(await handle(desk(), 'ticket_list').count()).toBe(0));
  // DSH-04: the panel that goes does not take the keyboard along.
  await page.keyboard.press('Insert');
  await eventually(async () => expect(await sheet(page).getByLabel('Ricerca widgets').evaluate((field) => field === document.activeElement)).toBe(true));
  await page.keyboard.press('F9');
  await eventually(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('screen'));
});

test('DSH-02: Elenco ticket shows priority, Aperto or Chiuso, title, requester and operator; Stato ticket counts them', async () => {
  const { page } = desk();
  const list = sheet(page).getByRole('region', { name: 'Elenco ticket' });
  await eventually(async () => expect(await list.getByRole('row').count()).toBeGreaterThan(1));
  expect(await list.getByRole('columnheader').allInnerTexts()).toEqual(['Priorità', 'Stato', 'Titolo', 'Richiedente', 'Operatore']);
  const states = await list.getByRole('row').locator('td:nth-child(2)').allInnerTexts();
  expect(states.filter((state) => state !== 'Aperto' && state !== 'Chiuso')).toEqual([]);
  const closed = states.filter((state) => state === 'Chiuso').length;
  const figures = await sheet(page).getByRole('region', { name: 'Stato ticket' }).getByRole('img').getAttribute('aria-label');
  expect(figures).toBe(`${states.length - closed} aperti su ${states.length}, ${closed} chiusi`);
});

test('DSH-01, OFF-01: it is the person\'s own on another device too, and can be changed without a network', async () => {
  second = await sitDown('second', cloud.url);
  const other = second;
  const mine = await widgets(desk());
  await eventually(async () => expect(new Set(await widgets(other))).toEqual(new Set(mine)));
  await picture(other, 'dashboard');
  proxy.setOnline(false);
  await waitForLamp(desk().page, /Non in linea/);
  await toolbar(desk().page).getByRole('button', { name: 'Aggiungi' }).click();
  await offer(desk(), 'trend').click();
  await eventually(async () => expect(await widgets(desk())).toContain('Andamento'));
  // DSH-03: the standing of the open requests, as a picture and as a table, from this desk alone.
  await offer(desk(), 'sla').press('Enter');
  const standing = sheet(desk().page).getByRole('region', { name: 'Scadenze' }).getByRole('table');
  await eventually(async () => expect(await standing.getByRole('rowheader').allInnerTexts()).toEqual(['Scadute', 'Entro un giorno', 'Nei tempi', 'In pausa']));
  const counted = (await standing.getByRole('cell').allInnerTexts()).map(Number).reduce((sum, one) => sum + one, 0);
  expect(counted).toBeGreaterThan(0);
  await desk().stop();
  first = await launchDesk({ root: join(folder, 'first'), cloudUrl: proxy.url });
  await openMenu(desk().page, 'Dashboard');
  await eventually(async () => expect(await widgets(desk())).toContain('Andamento'));
  // What is only heard makes no widget wider than it is.
  const trend = sheet(desk().page).getByRole('region', { name: 'Andamento' });
  await trend.locator('svg').waitFor();
  expect(await trend.locator('[tabindex="0"]').evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThan(2);
});

function desk(): Desk {
  if (first === undefined) throw new Error('nobody has sat down');
  return first;
}
