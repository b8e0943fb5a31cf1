import { sheet } from '#tests/harness/person.ts';
import { smallPdf } from '#tests/harness/small-pdf.ts';
import { menu, type Place, type Scene } from './walk.ts';

const library = async (place: Place) => {
  await menu(place, 'library:title');
  await sheet(place.page).getByRole('article').waitFor();
};
const bar = ({ page, word }: Place, key: string) => page.locator('#command-bar').getByRole('button', { name: word(key) }).first();

/** DOC-01, as the administrator of a customer's company sees them. */
export const libraryScenes: readonly Scene[] = [
  {
    name: 'library',
    open: async (place) => {
      await library(place);
      await sheet(place.page).getByRole('option').nth(4).click();
    },
  },
  {
    name: 'library-search',
    open: async (place) => {
      await library(place);
      await sheet(place.page).getByRole('searchbox').fill('stampa');
      await sheet(place.page).locator('mark').first().waitFor();
    },
    leave: ({ page }) => sheet(page).getByRole('searchbox').fill(''),
  },
  {
    name: 'library-decide',
    open: async (place) => {
      await library(place);
      await sheet(place.page).getByRole('option').first().click();
      await sheet(place.page).getByRole('article').getByRole('button', { name: place.word('library:decide.decline') }).click();
    },
  },
  {
    name: 'library-new',
    open: async (place) => {
      await library(place);
      await bar(place, 'library:command.new').click();
      await sheet(place.page).getByRole('textbox', { name: place.word('library:field.body'), exact: true }).waitFor();
    },
    leave: (place) => bar(place, 'support:command.discard').click(),
  },
  {
    // A manual whose words cannot be read: the chosen file, what can be done with it, and the notice.
    name: 'library-new-file',
    open: async (place) => {
      await library(place);
      await bar(place, 'library:command.new').click();
      await sheet(place.page).locator('input[type="file"]').setInputFiles({ name: 'Manuale del magazzino, edizione 2026.pdf', mimeType: 'application/pdf', buffer: smallPdf([['Riservato']], true) });
      await sheet(place.page).getByRole('button', { name: place.word('library:file.remove') }).waitFor();
      await sheet(place.page).getByRole('status').filter({ hasText: 'Manuale del magazzino' }).waitFor();
    },
    leave: (place) => bar(place, 'support:command.discard').click(),
  },
];
