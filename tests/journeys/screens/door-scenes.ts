import { expect } from 'vitest';
import { v7 } from 'uuid';
import { CODE_IN_MAIL, fromMail, mailsOf, PASSWORD_IN_MAIL } from '#cloud/testing/mailbox.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { eventually, sheet, signIn } from '#tests/harness/person.ts';
import { fields } from './sign-in-scenes.ts';
import { FRESH } from './stories.ts';
import type { Place, Scene } from './walk.ts';

/* What stands before the desk on somebody's first day, and the lock that may cover it (ACC-02, ACC-04, ACC-06, ACC-10, OFF-04). */

const ELENA = 'elena.marchetti@nuovaimpresa.example';
const [PASSWORD, PIN] = ['Mia.2026!', '2718'];

const button = ({ page, word }: Place, key: string) => page.getByRole('button', { name: word(key), exact: true });
const passwords = ({ page }: Place) => page.locator('input[autocomplete="new-password"]');
const alert = ({ page }: Place) => page.getByRole('alert').first().waitFor();
const invalid = ({ page }: Place) => eventually(async () => expect(await page.locator('[aria-invalid="true"]').count()).toBeGreaterThan(0));

/** Chiara, from another device of hers, invites Elena; both mails are there when it resolves. */
export async function inviteElena(cloud: TestCloud): Promise<void> {
  const chiara = await TestDesk.signedIn(cloud.url, FRESH.email);
  const { outcome } = await chiara.run(FRESH.company, 'invitation.create', { invitationId: v7(), email: ELENA, firstName: '', lastName: '', roles: ['user'], modules: [] });
  expect(outcome).toMatchObject({ state: 'accepted' });
  await eventually(async () => expect(await mailsOf(cloud, ELENA)).toHaveLength(2));
}

export const forgottenScenes: readonly Scene[] = [
  {
    name: 'forgotten',
    open: async (place) => {
      await button(place, 'access:forgot.link').click();
      await fields(place).email.fill(ELENA);
      await button(place, 'access:forgot.submit').click();
      await place.page.getByText(place.word('access:forgot.done')).first().waitFor();
    },
    leave: (place) => button(place, 'access:forgot.back').click(),
  },
];

/** With what the mail said, as far as *Creazione Utente*. */
export async function beginFirstSignIn(place: Place, cloud: TestCloud): Promise<void> {
  await signIn(place.page, ELENA, await fromMail(cloud, ELENA, 'welcome', PASSWORD_IN_MAIL));
  await button(place, 'access:activate.submit').waitFor();
}
export const newUserScenes: readonly Scene[] = [
  {
    name: 'new-user',
    open: async (place) => {
      for (const field of await passwords(place).all()) await field.fill('');
      await button(place, 'access:activate.submit').waitFor();
    },
  },
  {
    name: 'new-user-missing',
    open: async (place) => {
      await passwords(place).first().fill('corta');
      await passwords(place).last().fill('altra');
      await button(place, 'access:activate.submit').click();
      await invalid(place);
    },
  },
  {
    name: 'privacy-notice',
    open: async (place) => {
      await button(place, 'access:activate.privacy_open').click();
      await place.page.getByRole('dialog').getByRole('document').waitFor();
    },
  },
];

/** The notice is read; then the own password, as far as the code. */
export async function createElena(place: Place): Promise<void> {
  const { page, word } = place;
  await page.getByLabel(word('access:activate.first'), { exact: true }).fill('Elena');
  for (const field of await passwords(place).all()) await field.fill(PASSWORD);
  await page.getByLabel(word('access:activate.privacy')).check();
  await button(place, 'access:activate.submit').click();
  await page.getByText(word('access:activate.done')).waitFor();
  await signIn(page, ELENA, PASSWORD);
  await page.getByLabel(word('access:code.field')).waitFor();
}
export const codeScenes: readonly Scene[] = [
  {
    name: 'code',
    open: async ({ page, word }) => {
      await page.getByLabel(word('access:code.field')).fill('');
      await page.getByLabel(word('access:code.trust'), { exact: true }).setChecked(false);
    },
  },
  {
    name: 'code-wrong',
    open: async (place) => {
      await place.page.getByLabel(place.word('access:code.field')).fill('1');
      await place.page.getByLabel(place.word('access:code.trust'), { exact: true }).setChecked(true);
      await button(place, 'access:code.submit').click();
      await alert(place);
    },
  },
];

export async function giveCode(place: Place, cloud: TestCloud): Promise<void> {
  await place.page.getByLabel(place.word('access:code.field')).fill(await fromMail(cloud, ELENA, 'sign-in-code', CODE_IN_MAIL));
  await button(place, 'access:code.submit').click();
  await place.page.getByText(place.word('access:companies.invitations')).waitFor();
}
const choice: Scene['open'] = async (place) => place.page.getByRole('heading', { name: place.word('access:companies.title') }).waitFor();
export const invitationScenes: readonly Scene[] = [{ name: 'invitation', open: choice }];

export async function acceptInvitation({ page, word }: Place): Promise<void> {
  await page.getByRole('button', { name: word('access:companies.accept_named') }).click();
  await page.getByText(word('access:companies.yours')).waitFor();
}
export const companyScenes: readonly Scene[] = [{ name: 'company-choice', open: choice }];

export async function openProfile({ page, word }: Place): Promise<void> {
  await page.getByRole('listitem').getByRole('button').first().click();
  await page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click();
  await page.getByRole('menuitem', { name: word('shell:profile.title') }).click();
}
export const appScenes: readonly Scene[] = [
  {
    name: 'app-link',
    open: async (place) => {
      await button(place, 'access:factor.app_begin').click();
      const dialog = place.page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: place.word('access:factor.password') }).fill(PASSWORD);
      await place.page.keyboard.press('Enter');
      await dialog.getByRole('img', { name: place.word('access:factor.qr') }).waitFor();
      await button(place, 'access:factor.confirm').click();
      await invalid(place);
      // Where it is missing it can be typed at once.
      await place.page.locator('input[autocomplete="one-time-code"]:focus').waitFor();
    },
  },
];

/** A PIN is set in the profile, and covers the desk. */
export async function lockWithPin(place: Place): Promise<void> {
  const { page, word } = place;
  for (const key of ['access:pin.new', 'access:pin.again']) await sheet(page).getByLabel(word(key)).fill(PIN);
  await button(place, 'access:pin.set').click();
  await page.getByText(word('access:pin.done')).waitFor();
  await button(place, 'access:lock.now').click();
  await page.getByRole('heading', { name: word('access:lock.title') }).waitFor();
  // Nothing that the desk said stands on what covers it.
  expect(await page.getByText(word('access:pin.done')).count()).toBe(0);
}
export const lockScenes: readonly Scene[] = [
  {
    name: 'lock',
    open: async (place) => {
      await button(place, 'access:lock.submit').click();
      await invalid(place);
    },
  },
  {
    name: 'lock-password',
    open: async (place) => {
      await button(place, 'access:lock.password').click();
      await fields(place).password.fill('sbagliata');
      await button(place, 'access:lock.submit').click();
      await alert(place);
    },
    leave: (place) => button(place, 'access:lock.use_pin').click(),
  },
];
