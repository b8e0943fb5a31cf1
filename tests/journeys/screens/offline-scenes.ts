import { lamp, sheet } from '#tests/harness/person.ts';
import { writeReply } from './detail-scenes.ts';
import { choose, describe, field, open as openForm } from './form-scenes.ts';
import { TITLES } from './stories.ts';
import { closeOthers, goTo, menu, type Place, type Scene } from './walk.ts';

const NEW = 'Stampante HP-BANCO: fogli bianchi dopo la prima pagina';

/** A morning's work without a network: a request with a file, an answer, a priority. */
export async function workOffline(place: Place): Promise<void> {
  await openForm(place);
  await choose(place, 'support:area.systems');
  await choose(place, 'support:priority.high');
  await field(place, 'support:field.title').fill(NEW);
  await describe(place, 'Dalla postazione PC-BANCO-1 esce solo la prima pagina, poi fogli bianchi.');
  await sheet(place.page).locator('input[type=file]').setInputFiles({ name: 'prova di stampa.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(180_000, 'x') });
  await sheet(place.page).getByRole('listitem').filter({ hasText: 'prova di stampa' }).waitFor();
  await place.page.keyboard.press('Control+Enter');
  await sheet(place.page).locator('dl').first().waitFor();
  await closeOthers(place);
  await goTo(place, TITLES.talk);
  await writeReply(place, 'Con la F/1025 adesso funziona. Riprovo anche con le altre due e vi dico.');
  await place.page.keyboard.press('Control+Enter');
  await sheet(place.page).getByText('Riprovo anche con le altre due').first().waitFor();
  const panel = await goTo(place, TITLES.long);
  await panel.getByRole('combobox').first().click();
  await place.page.getByRole('option', { name: place.word('support:priority.low') }).click();
  await sheet(place.page).getByRole('button', { name: place.word('support:panel.confirm') }).click();
  await place.page.getByText(place.word('support:panel.saved')).first().waitFor();
  await closeOthers(place);
}

const outbox = async (place: Place) => {
  await menu(place, 'shell:outbox.title');
  await sheet(place.page).getByRole('listitem').first().waitFor();
};
const failing = async (place: Place) => {
  await goTo(place, TITLES.talk);
  await sheet(place.page).getByRole('button', { name: /tracciato note/ }).first().click();
  await place.page.getByRole('dialog').waitFor();
};

/** Without a network, with things to send. */
export const offlineScenes: readonly Scene[] = [
  { name: 'offline-list', open: (place) => menu(place, 'support:list.menu') },
  { name: 'offline-outbox', open: outbox, leave: closeOthers },
  { name: 'offline-detail', open: async (place) => void (await goTo(place, TITLES.talk)), leave: closeOthers },
  { name: 'offline-new', open: async (place) => void (await goTo(place, NEW)), leave: closeOthers },
  {
    name: 'sign-out',
    open: async (place) => {
      await place.page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click();
      await place.page.getByRole('menuitem', { name: place.word('shell:user.sign_out') }).click();
      await place.page.getByRole('dialog').waitFor();
    },
  },
  { name: 'error', open: failing, leave: closeOthers },
  {
    name: 'error-details',
    open: async (place) => {
      await failing(place);
      await place.page.getByRole('dialog').locator('summary').click();
    },
    leave: closeOthers,
  },
];

const password = async ({ page }: Place) => {
  if ((await page.getByRole('dialog').count()) === 0) await lamp(page).first().click();
  await page.getByRole('dialog').waitFor();
};
/** The network is back, the session is over (ACC-14). */
export const signInAgainScenes: readonly Scene[] = [
  { name: 'password', open: password },
  {
    name: 'password-wrong',
    open: async (place) => {
      await password(place);
      await place.page.getByRole('dialog').getByRole('textbox', { name: place.word('shell:sign_in.password') }).fill('sbagliata');
      await place.page.getByRole('dialog').getByRole('button', { name: place.word('shell:sign_in.submit'), exact: true }).click();
      await place.page.getByRole('dialog').getByRole('alert').waitFor();
    },
  },
  { name: 'password-outbox', open: outbox, leave: closeOthers },
];

/** On its way, with an answer that does not come. */
export const sendingScenes: readonly Scene[] = [{ name: 'sending-outbox', waiting: true, open: outbox, leave: closeOthers }];

/** Refused, and parked (sync.md, A command's life). */
export const needsYouScenes: readonly Scene[] = [
  { name: 'needs-you-outbox', open: outbox, leave: closeOthers },
  { name: 'needs-you-list', open: (place) => menu(place, 'support:list.menu') },
  { name: 'needs-you-detail', open: async (place) => void (await goTo(place, TITLES.long)), leave: closeOthers },
];

/** A vendor's answer to what was closed too long ago, as far as this desk knows (sync.md: da confermare). */
export const refusedScenes: readonly Scene[] = [
  {
    name: 'operator-refused',
    open: async (place) => {
      await goTo(place, TITLES.late);
      await writeReply(place, 'Riapriamo: la correzione era sbagliata.');
      await place.page.keyboard.press('Control+Enter');
      await place.page.getByRole('dialog').waitFor();
    },
    leave: async (place) => {
      await place.page.keyboard.press('Escape');
      await closeOthers(place);
    },
  },
];
export const toConfirmScenes: readonly Scene[] = [{ name: 'operator-to-confirm', open: outbox, leave: closeOthers }];
export async function queueAnyway(place: Place): Promise<void> {
  await refusedScenes[0]?.open(place);
  await place.page.getByRole('dialog').getByRole('button', { name: place.word('support:question.queue') }).click();
  await place.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await closeOthers(place);
}
