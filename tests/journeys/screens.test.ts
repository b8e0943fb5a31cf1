import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '#cloud/demo/seed-demo.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDesk, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { eventually, lamp, sheet, signIn } from '#tests/harness/person.ts';

/*
 * Every screen in each language, light, dark and compact, at two sizes, on the demonstration data: nothing for axe to
 * find (WCAG 2.2 AA; LST-05 among it), nothing wider than the window, no text that is a key. With SPORTELLO_PICTURES=folder
 * it leaves a picture of each for a person to look at.
 */

let cloud: TestCloud;
let desk: Desk;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(async () => {
  cloud = await createTestCloud({ data: 'empty' });
  await seedDemo(cloud.cloud.admin, () => undefined);
  desk = await launchDesk({ root: join(journeyFolder(), 'giada'), cloudUrl: cloud.url });
});
afterAll(async () => {
  await desk?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [desk]);

/** What is wrong with the page as it stands, in words; empty when nothing is. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`);
  });
  const wide = await page.evaluate(() => (document.documentElement.scrollWidth > window.innerWidth ? ['wider than the window'] : []));
  const keys = await page.evaluate(() => document.body.innerText.match(/\b(?:shell|support|errors|common):[a-z_.]+|\{\{\w+\}\}/g) ?? []);
  return [...found, ...wide, ...keys];
}

/** Nothing moves and nothing is being loaded: what a person would look at. */
async function settled(page: Page): Promise<void> {
  await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0));
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'));
}

const menu = (page: Page, index: number) => page.locator('#side-menu button').nth(index).click();
const SETTINGS = 3;
const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  list: async (page) => {
    await menu(page, 1);
    await page.getByRole('grid').getByRole('row').nth(5).click();
  },
  detail: async (page) => {
    await menu(page, 1);
    await page.getByRole('grid').getByRole('row').nth(2).dblclick();
    await sheet(page).locator('dl').waitFor();
  },
  new: (page) => menu(page, 0),
  outbox: (page) => menu(page, 2),
  settings: (page) => menu(page, SETTINGS),
  log: (page) => menu(page, 4),
  help: (page) => menu(page, 5),
};

test('the sign-in screen', async () => {
  await desk.page.getByLabel('E-mail').waitFor();
  await settled(desk.page);
  await picture(desk, 'screen-sign-in');
  expect(await problemsOf(desk.page)).toEqual([]);
  await signIn(desk.page, PEOPLE.giada.email);
  await eventually(async () => expect(await lamp(desk.page).first().innerText()).toMatch(/In linea/));
});

const LOOKS = [
  { language: 'it', theme: 'light', density: 'comfortable', width: 1280, height: 720 },
  { language: 'it', theme: 'dark', density: 'compact', width: 1920, height: 1080 },
  { language: 'en', theme: 'light', density: 'compact', width: 1280, height: 720 },
  { language: 'ru', theme: 'dark', density: 'comfortable', width: 1280, height: 720 },
] as const;

for (const { language, theme, density, width, height } of LOOKS) {
  const look = `${language}-${theme}-${density}-${width}`;
  test(`every screen in ${look}`, async () => {
    const { page } = desk;
    await page.setViewportSize({ width, height });
    await menu(page, SETTINGS);
    for (const choice of [language, theme, density]) await sheet(page).locator(`input[type=radio][value="${choice}"]`).press('Space');
    await eventually(async () => expect(await page.locator('html').getAttribute('lang')).toBe(language));
    const wrong: string[] = [];
    for (const [name, open] of Object.entries(SCREENS)) {
      await open(page);
      await settled(page);
      await picture(desk, `screen-${name}-${look}`);
      wrong.push(...(await problemsOf(page)).map((problem) => `${name}: ${problem}`));
    }
    expect(wrong).toEqual([]);
  });
}
