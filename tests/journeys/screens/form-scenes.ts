import { sheet } from '#tests/harness/person.ts';
import { TITLES } from './stories.ts';
import { closeOthers, goTo, menu, type Place, type Scene } from './walk.ts';

/** Words that an earlier request has too. */
const BEGUN = 'Nota di accredito respinta';

export const open = async (place: Place) => {
  await menu(place, 'support:new.menu');
  await sheet(place.page).getByRole('form').waitFor();
  await sheet(place.page).getByRole('textbox', { name: place.word('support:field.description'), exact: true }).waitFor();
};
export const choose = ({ page, word }: Place, key: string) => sheet(page).getByRole('radio', { name: word(key) }).first().press('Space');
export const field = ({ page, word }: Place, key: string) => sheet(page).getByRole('textbox', { name: word(key) }).first();
const files = ({ page }: Place, chosen: { name: string; bytes: number }[]) =>
  sheet(page).locator('input[type=file][multiple]').setInputFiles(chosen.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(bytes, 'x') })));
export async function discard(place: Place): Promise<void> {
  await place.page.locator('#command-bar').getByRole('button', { name: place.word('support:command.discard') }).click();
  await sheet(place.page).getByRole('form').waitFor({ state: 'detached' });
  await closeOthers(place);
}
export const describe = async (place: Place, text: string) => {
  await sheet(place.page).getByRole('textbox', { name: place.word('support:field.description'), exact: true }).click();
  await place.page.keyboard.insertText(text);
};
const scrollTo = ({ page }: Place, name: string) => page.locator(`#screen > div:not([hidden]) [data-field="${name}"]`).last().scrollIntoViewIfNeeded();

/** A new request, from empty to refused (TKT-04…14). */
export const formScenes: readonly Scene[] = [
  { name: 'new', open, leave: closeOthers },
  {
    name: 'new-blocking',
    open: async (place) => {
      await open(place);
      await field(place, 'support:field.email').fill('amministrazione@rossisrl.example');
      await choose(place, 'support:contact.phone');
      await field(place, 'support:field.phone').fill('080 5211341');
      await choose(place, 'support:priority.blocking');
      for (const question of ['workStopped', 'cannotWait']) {
        await sheet(place.page).getByRole('group', { name: place.word(`support:blocking.${question}`) }).getByRole('radio', { name: place.word('support:yes'), exact: true }).press('Space');
      }
      await field(place, 'support:blocking.reason').fill('Il camion per CICLI MODERNI parte alle 12 e il DDT non esce.');
    },
    leave: discard,
  },
  {
    name: 'new-not-blocking',
    open: async (place) => {
      await open(place);
      await choose(place, 'support:priority.blocking');
      await sheet(place.page).getByRole('group', { name: place.word('support:blocking.workStopped') }).getByRole('radio', { name: place.word('support:no'), exact: true }).press('Space');
      await sheet(place.page).getByText(place.word('support:blocking.no')).waitFor();
    },
    leave: discard,
  },
  {
    name: 'new-filled',
    open: async (place) => {
      await open(place);
      await choose(place, 'support:area.administrative');
      await field(place, 'support:field.title').fill(BEGUN);
      await describe(place, 'Buongiorno, apro il programma consolle fattura elettronica, lancio la funzione «controlla status fatture» e ricevo uno scarto sulla fattura emessa F/1025.');
      await files(place, [{ name: 'scarto-F1025.xml', bytes: 18_000 }, { name: 'registro acquisti gennaio-novembre 2026 completo di allegati.pdf', bytes: 2_600_000 }]);
      await sheet(place.page).getByRole('listitem').filter({ hasText: 'registro acquisti' }).waitFor();
      await files(place, [{ name: 'video-dello-schermo.mp4', bytes: 4 * 1024 * 1024 }, { name: 'vuoto.txt', bytes: 0 }]);
      await sheet(place.page).getByText(/video-dello-schermo/).first().waitFor();
      await sheet(place.page).getByText(place.word('support:draft.saved')).waitFor();
      await scrollTo(place, 'files');
    },
    leave: async (place) => {
      // What was begun stays a draft; the next scene finds it.
      await closeOthers(place);
    },
  },
  {
    name: 'new-unfinished',
    open: async (place) => {
      await open(place);
      await sheet(place.page).getByText(place.word('support:new.unfinished_one')).waitFor();
    },
    leave: async (place) => {
      await sheet(place.page).getByRole('button', { name: BEGUN }).first().click();
      await sheet(place.page).getByRole('listitem').filter({ hasText: 'registro acquisti' }).waitFor();
      await discard(place);
    },
  },
  {
    name: 'new-errors',
    open: async (place) => {
      await open(place);
      await field(place, 'support:field.email').fill('non-un-indirizzo');
      await choose(place, 'support:contact.phone');
      await choose(place, 'support:priority.blocking');
      await place.page.keyboard.press('Control+Enter');
      await sheet(place.page).getByRole('alert').first().waitFor();
    },
    leave: discard,
  },
  {
    name: 'new-errors-below',
    open: async (place) => {
      await open(place);
      await place.page.keyboard.press('Control+Enter');
      await sheet(place.page).getByRole('alert').first().waitFor();
      await scrollTo(place, 'files');
    },
    leave: closeOthers,
  },
  {
    name: 'new-capsule',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.keyboard.press('Alt+F12');
      await sheet(place.page).getByRole('complementary', { name: place.word('capsule:title') }).waitFor();
    },
    leave: discard,
  },
  {
    name: 'new-capsule-blur',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.keyboard.press('Alt+F12');
      const capsule = sheet(place.page).getByRole('complementary', { name: place.word('capsule:title') });
      await capsule.locator('input[type=file]').setInputFiles([{ name: 'schermata.png', mimeType: 'image/png', buffer: await place.page.screenshot() }]);
      const dialog = place.page.getByRole('dialog', { name: place.word('capsule:blur.title') });
      await dialog.getByRole('img', { name: place.word('capsule:blur.picture') }).waitFor();
      await dialog.getByRole('button', { name: place.word('capsule:blur.add') }).press('Enter');
      await dialog.getByRole('group').waitFor();
    },
    leave: async (place) => {
      await place.page.keyboard.press('Escape');
      await discard(place);
    },
  },
  {
    name: 'new-file-doctor',
    open: async (place) => {
      await open(place);
      const packed = { name: 'registro.log', mimeType: 'text/plain', buffer: Buffer.from('riga di registro\n'.repeat(300_000)) };
      await sheet(place.page).locator('input[type=file][multiple]').setInputFiles([packed]);
      const take = sheet(place.page).getByRole('button', { name: place.word('files:take.zip') });
      await take.waitFor();
      await take.scrollIntoViewIfNeeded();
    },
    leave: async (place) => {
      await sheet(place.page).getByRole('button', { name: place.word('files:leave') }).press('Enter');
      await closeOthers(place);
    },
  },
  {
    name: 'new-discarded',
    open: async (place) => {
      await open(place);
      await field(place, 'support:field.title').fill('Da scartare');
      await sheet(place.page).getByText(place.word('support:draft.saved')).waitFor();
      await place.page.keyboard.press('Alt+Delete');
      await place.page.getByText(place.word('support:draft.discarded')).last().waitFor();
    },
    leave: closeOthers,
  },
];
