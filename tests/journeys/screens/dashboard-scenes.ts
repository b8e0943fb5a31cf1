import { sheet } from '#tests/harness/person.ts';
import { menu, type Place, type Scene } from './walk.ts';

const dashboard = async (place: Place) => {
  await menu(place, 'dashboard:title');
  await sheet(place.page).locator('[class*="page"]').first().waitFor();
};
const button = ({ page, word }: Place, key: string) => page.locator('#command-bar').getByRole('button', { name: word(key) }).first();
const edit = async (place: Place) => {
  if ((await button(place, 'dashboard:command.done').count()) === 0) await button(place, 'dashboard:command.add').click();
  await sheet(place.page).getByRole('searchbox').waitFor();
};
const done = async (place: Place) => {
  if ((await button(place, 'dashboard:command.done').count()) > 0) await button(place, 'dashboard:command.done').click();
};
const KINDS = ['ticket_status', 'my_day', 'sla', 'outbox', 'ticket_list', 'trend'];

/** DSH-01…04. The first language finds it empty; what is added is there for the others. */
export const dashboardScenes: readonly Scene[] = [
  {
    name: 'dashboard-add',
    open: async (place) => {
      await dashboard(place);
      await edit(place);
    },
    leave: done,
  },
  {
    name: 'dashboard-edit',
    open: async (place) => {
      await dashboard(place);
      await edit(place);
      for (const kind of KINDS) {
        const offer = sheet(place.page).locator(`[data-offer="${kind}"]`);
        if ((await offer.getAttribute('aria-disabled')) !== 'true') await offer.click();
      }
      await sheet(place.page).locator('[data-widget="trend"]').focus();
    },
    leave: done,
  },
  { name: 'dashboard', open: dashboard },
];
