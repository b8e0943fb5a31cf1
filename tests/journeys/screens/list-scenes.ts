import { expect } from 'vitest';
import { eventually, lamp, sheet } from '#tests/harness/person.ts';
import { TITLES } from './stories.ts';
import { closeOthers, menu, type Place, type Scene } from './walk.ts';

const list = async (place: Place) => {
  await menu(place, 'support:list.menu');
  await sheet(place.page).getByRole('grid').or(sheet(place.page).getByRole('heading')).first().waitFor();
};
const rowOf = ({ page }: Place, index: number) => sheet(page).getByRole('grid').getByRole('row').nth(index);
const bar = ({ page }: Place) => page.locator('#command-bar');
const openBarMenu = async (place: Place) => {
  await bar(place).click({ button: 'right', position: { x: 520, y: 10 } });
  await place.page.getByRole('menu').waitFor();
};
const palette = async ({ page }: Place, words: string) => {
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
};

/** Opens a screen and waits for its heading: its code comes in a piece of its own. */
const titled = async (place: Place, screen: string, heading: string) => {
  await menu(place, screen);
  await sheet(place.page).getByRole('heading', { name: place.word(heading) }).first().waitFor();
};
export const settings = (place: Place) => titled(place, 'shell:settings.title', 'shell:settings.look');

/** The frame of the program and the list of requests, as a customer sees them. */
export const listScenes: readonly Scene[] = [
  {
    name: 'list',
    open: async (place) => {
      await list(place);
      await rowOf(place, 5).click();
    },
  },
  {
    name: 'list-keyboard',
    open: async (place) => {
      await list(place);
      await sheet(place.page).getByRole('grid').focus();
      for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await place.page.keyboard.press(key);
    },
  },
  {
    name: 'list-filters',
    open: async (place) => {
      await list(place);
      const { page, word } = place;
      const filters = page.getByRole('search');
      await filters.getByRole('radio', { name: word('support:filter.open') }).press('Space');
      await filters.getByRole('radio', { name: word('support:priority.high') }).press('Space');
      await filters.getByLabel(word('support:filter.from')).fill('01/05/2026');
      await filters.getByLabel(word('support:filter.code')).fill('abc');
      await filters.getByLabel(word('support:filter.words')).focus();
    },
    leave: ({ page, word }) => page.getByRole('button', { name: word('support:filter.clear') }).click(),
  },
  {
    name: 'list-no-hits',
    open: async (place) => {
      await list(place);
      const words = place.page.getByRole('search').getByLabel(place.word('support:filter.words'));
      await words.fill('zzzz');
      await words.press('Enter');
      await place.page.getByText(place.word('support:list.no_match')).waitFor();
    },
    leave: ({ page, word }) => page.getByRole('button', { name: word('support:filter.clear') }).first().click(),
  },
  {
    name: 'list-tooltip',
    open: async (place) => {
      await list(place);
      await bar(place).getByRole('button', { name: place.word('support:command.reply') }).hover();
      await rowOf(place, 3).hover();
    },
  },
  {
    name: 'menu-narrow',
    open: async (place) => {
      await list(place);
      await place.page.keyboard.press('Alt+M');
      await place.page.locator('#side-menu').getByRole('button').first().hover();
    },
    leave: async ({ page }) => {
      await page.mouse.move(640, 400);
      await page.keyboard.press('Alt+M');
    },
  },
  {
    name: 'bar-menu',
    open: async (place) => {
      await list(place);
      await openBarMenu(place);
      await place.page.keyboard.press('ArrowDown');
    },
  },
  { name: 'user-menu', open: ({ page }) => page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click() },
  { name: 'company-menu', open: ({ page }) => page.getByRole('banner').locator('button[aria-haspopup="menu"]').nth(-2).click() },
  { name: 'palette', open: ({ page }) => page.keyboard.press('Control+K') },
  {
    name: 'palette-hits',
    open: async (place) => {
      await palette(place, 'fattura');
      await eventually(async () => expect(await place.page.getByRole('option').count()).toBeGreaterThan(2));
    },
  },
  {
    name: 'palette-nothing',
    open: async (place) => {
      await palette(place, 'zzzz');
      await place.page.getByText(place.word('shell:palette.none')).waitFor();
    },
  },
  {
    name: 'version',
    open: async (place) => {
      await openBarMenu(place);
      await place.page.getByRole('menuitem', { name: place.word('shell:version.title') }).click();
      await place.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'tabs',
    open: async (place) => {
      for (const screen of ['shell:outbox.title', 'shell:help.title', 'shell:log.title', 'shell:settings.title', 'support:list.menu']) await menu(place, screen);
      for (const [title, row] of [[TITLES.talk, 1], [TITLES.long, 2]] as const) {
        const wanted = sheet(place.page).getByRole('row').filter({ hasText: title });
        await (await wanted.count() > 0 ? wanted.first() : rowOf(place, row)).dblclick();
        await sheet(place.page).locator('dl').first().waitFor();
        await place.page.getByRole('tab').first().click();
      }
      await place.page.getByRole('tab').nth(1).click();
    },
    leave: closeOthers,
  },
  {
    name: 'tabs-none',
    open: async ({ page }) => {
      await page.getByRole('tab').first().locator('[title]').click();
      await page.getByRole('tab').first().waitFor({ state: 'detached' });
    },
    leave: list,
  },
  { name: 'settings', open: settings, leave: closeOthers },
  {
    name: 'profile',
    open: async ({ page, word }) => {
      await page.getByRole('banner').getByRole('button').last().click();
      await page.getByRole('menuitem', { name: word('shell:profile.title') }).click();
      await sheet(page).getByRole('listitem').first().waitFor();
      await sheet(page).getByRole('button', { name: word('shell:profile.password_submit') }).click();
    },
    leave: closeOthers,
  },
  {
    name: 'log',
    open: async (place) => {
      await menu(place, 'shell:log.title');
      await sheet(place.page).getByRole('row').nth(1).waitFor();
    },
    leave: closeOthers,
  },
  { name: 'help', open: (place) => titled(place, 'shell:help.title', 'shell:help.how'), leave: closeOthers },
];

/** While the first rows are on their way. */
export const loadingScenes: readonly Scene[] = [{ name: 'first-load', waiting: true, open: (place) => menu(place, 'support:list.menu') }];

/** A company in which nothing has happened yet. */
export const emptyScenes: readonly Scene[] = [
  { name: 'list-empty', open: list },
  { name: 'outbox-empty', open: (place) => titled(place, 'shell:outbox.title', 'shell:outbox.empty'), leave: closeOthers },
  { name: 'settings-fresh', open: settings, leave: closeOthers },
];

export async function waitOnline(place: Pick<Place, 'page'>): Promise<void> {
  await eventually(async () => expect(await lamp(place.page).first().innerText()).toMatch(/^(In linea|Online|В сети)/));
}
