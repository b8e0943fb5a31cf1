import { expect } from 'vitest';
import { eventually, sheet } from '#tests/harness/person.ts';
import { settings } from './list-scenes.ts';
import { TITLES } from './stories.ts';
import { closeOthers, goTo, menu, type Place, type Scene } from './walk.ts';

const reply = ({ page, word }: Place) => sheet(page).getByRole('textbox', { name: word('support:reply.label'), exact: true });

export async function writeReply(place: Place, text: string): Promise<void> {
  await reply(place).click();
  await place.page.keyboard.press('Control+A');
  await place.page.keyboard.insertText(text);
}
/** Empties the box, so that the next scene finds it so, and goes away. */
async function forget(place: Place): Promise<void> {
  if ((await place.page.getByRole('dialog').count()) > 0) await place.page.keyboard.press('Escape');
  await reply(place).click();
  await place.page.keyboard.press('Control+A');
  await place.page.keyboard.press('Delete');
  const remove = sheet(place.page).getByRole('group').getByRole('listitem').getByRole('button');
  while ((await remove.count()) > 0) await remove.first().click();
  await closeOthers(place);
}

/** One request, as the customer's people see it. */
export const detailScenes: readonly Scene[] = [
  { name: 'detail', open: async (place) => void (await goTo(place, TITLES.talk)), leave: closeOthers },
  {
    name: 'detail-wide',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.keyboard.press('F8');
    },
    leave: closeOthers,
  },
  { name: 'detail-long-title', open: async (place) => void (await goTo(place, TITLES.long)), leave: closeOthers },
  {
    name: 'detail-attachments',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.locator('#command-bar').getByRole('button', { name: place.word('support:command.attachments') }).click();
      await place.page.getByRole('dialog').waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'detail-priorities',
    open: async (place) => {
      const panel = await goTo(place, TITLES.talk);
      await panel.getByRole('combobox').first().click();
      await place.page.getByRole('option').first().waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'detail-blocking',
    open: async (place) => {
      const panel = await goTo(place, TITLES.talk);
      await panel.getByRole('combobox').first().click();
      await place.page.getByRole('option', { name: place.word('support:priority.blocking.new') }).click();
      await place.page.getByRole('dialog').waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'detail-saved',
    open: async (place) => {
      const panel = await goTo(place, TITLES.talk);
      const priority = panel.getByRole('combobox').first();
      const now = await priority.inputValue();
      await priority.click();
      await place.page.getByRole('option').filter({ hasNotText: now }).first().click();
      await sheet(place.page).getByRole('button', { name: place.word('support:panel.confirm') }).click();
      await place.page.getByText(place.word('support:panel.saved')).waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'detail-reply',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await writeReply(place, 'Ho riprovato con il riferimento alla F/1025: adesso viene accettata. Allego la nuova ricevuta.');
      await sheet(place.page).locator('input[type=file]').setInputFiles({ name: 'ricevuta di consegna SDI F1025 (seconda prova).xml', mimeType: 'text/xml', buffer: Buffer.alloc(48_000, 'x') });
      await sheet(place.page).getByRole('listitem').filter({ hasText: 'seconda prova' }).waitFor();
      await sheet(place.page).getByText(place.word('support:draft.saved')).waitFor();
    },
    leave: forget,
  },
  {
    name: 'detail-reply-files-alone',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).locator('input[type=file]').setInputFiles({ name: 'stampa.txt', mimeType: 'text/plain', buffer: Buffer.from('registri IVA') });
      await sheet(place.page).getByRole('listitem').filter({ hasText: 'stampa.txt' }).waitFor();
      await reply(place).click();
      await place.page.keyboard.press('Control+Enter');
      await sheet(place.page).getByRole('button', { name: place.word('support:reply.files_only') }).waitFor();
    },
    leave: forget,
  },
  {
    name: 'detail-too-soon',
    open: async (place) => {
      await goTo(place, TITLES.young);
      await writeReply(place, 'Risolto, grazie.');
      await sheet(place.page).getByLabel(place.word('support:reply.close')).check();
      await place.page.keyboard.press('Control+Enter');
      await place.page.getByRole('dialog').waitFor();
    },
    leave: async (place) => {
      await place.page.keyboard.press('Escape');
      await sheet(place.page).getByLabel(place.word('support:reply.close')).uncheck();
      await forget(place);
    },
  },
  {
    name: 'detail-link',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await writeReply(place, 'Vedi la circolare');
      await sheet(place.page).getByRole('button', { name: place.word('support:editor.link'), exact: true }).click();
      const dialog = place.page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('la circolare 12');
      await dialog.getByRole('textbox').press('Enter');
      await dialog.getByText(place.word('support:editor.link.wrong')).waitFor();
    },
    leave: forget,
  },
  { name: 'detail-closed', open: async (place) => void (await goTo(place, TITLES.reopen)), leave: closeOthers },
  {
    name: 'detail-reopen',
    open: async (place) => {
      await goTo(place, TITLES.reopen);
      await writeReply(place, 'Purtroppo succede ancora.');
      await place.page.keyboard.press('Control+Enter');
      await place.page.getByRole('dialog').waitFor();
    },
    leave: forget,
  },
  { name: 'detail-too-late', open: async (place) => void (await goTo(place, TITLES.late)), leave: closeOthers },
  {
    name: 'detail-attachment',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).getByRole('button', { name: /rev\. 3/ }).click();
      await place.page.getByRole('dialog').getByRole('img').waitFor();
    },
    leave: closeOthers,
  },
];

/** Two requests that nobody has taken, marked by the keyboard. */
async function markTwo(place: Place): Promise<void> {
  const { page, word } = place;
  await menu(place, 'support:list.menu');
  const filters = page.getByRole('search');
  await filters.getByRole('radio', { name: word('support:filter.operator.none') }).press('Space');
  await filters.getByRole('radio', { name: word('support:filter.open') }).press('Space');
  await filters.getByRole('button', { name: word('support:filter.apply') }).click();
  await eventually(async () => expect(await sheet(page).getByRole('row').nth(2).innerText()).toContain(word('support:status.unassigned')));
  await sheet(page).getByRole('grid').press('Home');
  for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
}
async function unmark({ page, word }: Place): Promise<void> {
  if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
  await page.getByRole('toolbar', { name: word('service:bulk.label') }).getByRole('button', { name: word('service:bulk.clear') }).click();
  await page.getByRole('button', { name: word('support:filter.clear') }).first().click();
}

/** The same for the vendor's people: the queue of several companies, taking, assigning, notes (DET-10, LST-09). */
export const operatorScenes: readonly Scene[] = [
  {
    name: 'operator-list',
    open: async (place) => {
      await menu(place, 'support:list.menu');
      await eventually(async () => expect(await sheet(place.page).getByRole('row').count()).toBeGreaterThan(5));
      await sheet(place.page).getByRole('row').nth(4).click();
    },
  },
  {
    name: 'operator-unassigned',
    open: async (place) => {
      await menu(place, 'support:list.menu');
      await place.page.getByRole('search').getByRole('radio', { name: place.word('support:filter.operator.none') }).press('Space');
      await place.page.getByRole('search').getByRole('button', { name: place.word('support:filter.apply') }).click();
      await sheet(place.page).getByRole('row').nth(2).click();
    },
    leave: ({ page, word }) => page.getByRole('button', { name: word('support:filter.clear') }).first().click(),
  },
  { name: 'operator-companies', open: ({ page }) => page.getByRole('banner').locator('button[aria-haspopup="menu"]').nth(-2).click() },
  { name: 'operator-detail', open: async (place) => void (await goTo(place, TITLES.talk)), leave: closeOthers },
  {
    name: 'operator-assign',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).getByRole('button', { name: place.word('support:command.assign') }).click();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-move',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).getByRole('button', { name: place.word('support:command.move') }).click();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-note',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).getByRole('radio', { name: place.word('support:note.label') }).press('Space');
    },
    leave: async (place) => {
      await sheet(place.page).getByRole('radio', { name: place.word('support:reply.label') }).press('Space');
      await closeOthers(place);
    },
  },
  {
    name: 'operator-keys',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.keyboard.press('Shift+F10');
      await place.page.getByRole('menuitem', { name: place.word('service:triage.untaken') }).waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-canned',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await place.page.keyboard.press('Alt+p');
      await place.page.getByRole('dialog', { name: place.word('service:answers.pick') }).getByRole('listitem').first().waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-merge',
    open: async (place) => {
      await goTo(place, TITLES.talk);
      await sheet(place.page).getByRole('button', { name: place.word('service:merge.command') }).click();
      await place.page.getByRole('dialog').getByRole('radio').first().waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-solution',
    open: async (place) => {
      await goTo(place, TITLES.reopen);
      const solution = sheet(place.page).getByRole('region', { name: place.word('service:solution.title'), exact: true });
      if ((await solution.count()) === 0) await sheet(place.page).getByRole('button', { name: place.word('service:solution.mark') }).last().click();
      await solution.waitFor();
    },
    leave: closeOthers,
  },
  {
    name: 'operator-bulk',
    open: async (place) => {
      await markTwo(place);
      await place.page.getByRole('toolbar', { name: place.word('service:bulk.label') }).waitFor();
    },
    leave: unmark,
  },
  {
    name: 'operator-assign-by-key',
    open: async (place) => {
      await markTwo(place);
      await place.page.keyboard.press('Alt+o');
      await place.page.getByRole('dialog', { name: place.word('service:triage.assign') }).getByRole('listitem').first().waitFor();
    },
    leave: unmark,
  },
  {
    name: 'operator-not-done',
    open: async (place) => {
      await markTwo(place);
      // A status that nothing of what is marked can have: both stay, each with its reason.
      await place.page.getByRole('toolbar', { name: place.word('service:bulk.label') }).getByRole('button', { name: place.word('support:field.status') }).click();
      await place.page.getByRole('menuitem', { name: place.word('support:status.in_progress') }).click();
      await place.page.getByRole('dialog').getByRole('listitem').nth(1).waitFor();
    },
    leave: unmark,
  },
  {
    name: 'operator-views',
    open: async (place) => {
      await menu(place, 'support:list.menu');
      await sheet(place.page).getByRole('grid').waitFor();
      await place.page.keyboard.press('Alt+v');
      await place.page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  { name: 'operator-too-late', open: async (place) => void (await goTo(place, TITLES.late)), leave: closeOthers },
  { name: 'operator-settings', open: settings, leave: closeOthers },
];
