import type { Locator } from 'playwright-core';
import type { Namespace } from '#shared/locales/namespaces.ts';
import { codeOfApp } from '#cloud/testing/app-code.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { PASSWORD, sheet } from '#tests/harness/person.ts';
import { menu, type Place, type Scene } from './walk.ts';

type Key<N extends Namespace> = `${N}:${string}`;

async function tab(place: Place, key: Key<'company'>): Promise<void> {
  await menu(place, 'company:title');
  await sheet(place.page).getByRole('radio', { name: place.word(key), exact: true }).press('Space');
}
const button = ({ page, word }: Place, key: string): Locator => sheet(page).getByRole('button', { name: word(key) }).first();
const dialog = ({ page }: Place): Promise<void> => page.getByRole('dialog').waitFor();
/** Until what follows it is there too. */
const seen = (locator: Locator): Promise<void> => locator.first().waitFor();

async function profile({ page, word }: Place): Promise<void> {
  await page.locator('header button[aria-haspopup=menu]').last().click();
  await page.getByRole('menuitem', { name: word('shell:profile.title') }).click();
}

/** ACC-04: those of an app that is set up now; where it was already, new ones. */
async function recoveryCodes(place: Place, cloud: TestCloud): Promise<void> {
  const { page, word } = place;
  await profile(place);
  const [begin, again] = [button(place, 'access:factor.app_begin'), button(place, 'access:factor.recovery_new')];
  await seen(begin.or(again));
  const fresh = await begin.isVisible();
  await (fresh ? begin : again).click();
  const asked = page.getByRole('dialog');
  await asked.getByRole('textbox', { name: word('access:factor.password') }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  if (fresh) {
    await seen(asked.getByRole('img', { name: word('access:factor.qr') }));
    const secret = /\b(?:[A-Z2-7]{4} ){4,}[A-Z2-7]{1,4}\b/.exec(await asked.innerText())?.[0] ?? '';
    await asked.getByRole('textbox', { name: word('access:code.field') }).fill(await codeOfApp(cloud, secret.replaceAll(' ', '')));
    await page.keyboard.press('Enter');
  }
  await seen(asked.getByRole('listitem'));
}

/** ACC-08, SET-03, ACC-07: *Gestione azienda* and the profile, as the administrator of a customer's company sees them. */
export const managementScenes = (cloud: TestCloud): readonly Scene[] => [
  { name: 'company', open: async (place) => (await tab(place, 'company:tab.company'), await seen(sheet(place.page).locator('form'))) },
  { name: 'company-roles', open: async (place) => (await tab(place, 'company:tab.roles'), await seen(sheet(place.page).getByRole('table'))) },
  { name: 'company-users', open: async (place) => (await tab(place, 'company:tab.users'), await seen(button(place, 'company:users.remove'))) },
  {
    name: 'company-user-roles',
    open: async (place) => {
      await tab(place, 'company:tab.users');
      await button(place, 'company:roles.change').click();
      await dialog(place);
    },
  },
  {
    name: 'company-user-remove',
    open: async (place) => {
      await tab(place, 'company:tab.users');
      await button(place, 'company:users.remove').click();
      await dialog(place);
    },
  },
  { name: 'company-invited', open: async (place) => (await tab(place, 'company:tab.invited'), await seen(button(place, 'company:invited.resend'))) },
  {
    name: 'company-invited-remove',
    open: async (place) => {
      await tab(place, 'company:tab.invited');
      await button(place, 'company:invited.remove').click();
      await dialog(place);
    },
  },
  {
    name: 'company-invite',
    open: async (place) => {
      await tab(place, 'company:tab.invited');
      await place.page.keyboard.press('Insert');
      await place.page.getByRole('dialog').locator('input[type=email]').fill('non un indirizzo');
      await place.page.keyboard.press('Enter');
    },
  },
  { name: 'company-modules', open: async (place) => (await tab(place, 'company:tab.modules'), await seen(button(place, 'company:groups.edit'))) },
  {
    name: 'company-group',
    open: async (place) => {
      await tab(place, 'company:tab.modules');
      await button(place, 'company:groups.edit').click();
      await dialog(place);
    },
  },
  { name: 'profile', open: async (place) => (await profile(place), await button(place, 'access:profile.picture_choose').scrollIntoViewIfNeeded()) },
  {
    name: 'profile-end',
    open: async (place) => {
      await profile(place);
      await sheet(place.page).getByRole('button').last().scrollIntoViewIfNeeded();
    },
  },
  { name: 'recovery-codes', open: (place) => recoveryCodes(place, cloud) },
];
