import { expect } from 'vitest';
import { CUSTOMERS } from '#cloud/demo/world.ts';
import { eventually, sheet } from '#tests/harness/person.ts';
import { discard, field, open as openForm } from './form-scenes.ts';
import type { HeldPage } from './held-page.ts';
import { TITLES } from './stories.ts';
import { closeOthers, menu, type Place, type Scene } from './walk.ts';

/** What is only seen while something is on its way, gone, or was never there (ui.md: every wait says what it waits for). */
export function heldScenes(held: HeldPage): readonly Scene[] {
  const home = async ({ page }: Place) => {
    await page.goto(new URL(page.url()).origin);
    await page.locator('#side-menu').waitFor();
  };
  const waitingFor = (name: string, methods: RegExp, open: (place: Place) => Promise<void>, text: string): Scene => ({
    name,
    waiting: true,
    open: async (place) => {
      held.hold(methods);
      await open(place);
      await place.page.getByText(place.word(text)).first().waitFor();
    },
    leave: async (place) => {
      held.release();
      await closeOthers(place);
    },
  });
  const alone = (id: string) => async ({ page }: Place) => {
    await page.goto(`${new URL(page.url()).origin}/?screen=ticket.detail&tenant=${CUSTOMERS[0]?.id ?? ''}&id=${id}`);
  };
  return [
    waitingFor('waiting-detail', /tickets\.get/, async (place) => {
      await menu(place, 'support:list.menu');
      await sheet(place.page).getByRole('row').nth(6).dblclick();
    }, 'support:detail.opening'),
    waitingFor('waiting-outbox', /outbox\.list/, (place) => menu(place, 'shell:outbox.title'), 'shell:outbox.loading'),
    waitingFor('waiting-form', /drafts\.|command\.newIds/, (place) => menu(place, 'support:new.menu'), 'support:new.opening'),
    {
      name: 'waiting-copy',
      waiting: true,
      open: async (place) => {
        await openForm(place);
        held.hold(/files\.keep/);
        await field(place, 'support:field.title').fill('Mentre si copia');
        await sheet(place.page).locator('input[type=file]').setInputFiles({ name: 'registro.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(3_000_000, 'x') });
        await sheet(place.page).getByText(place.word('support:file.copying')).waitFor();
        await place.page.keyboard.press('Control+Enter');
        await place.page.locator('#command-bar').getByRole('button', { name: place.word('support:file.sending_after') }).waitFor();
        await sheet(place.page).locator('[data-field="files"]').scrollIntoViewIfNeeded();
      },
      // TKT-12: at the copy's end it is sent by itself; what is missing is said then.
      leave: async (place) => {
        held.release();
        await sheet(place.page).getByText(place.word('errors:ticket.area.invalid')).waitFor();
        await discard(place);
      },
    },
    {
      name: 'core-lost',
      waiting: true,
      still: true,
      open: async ({ page, word }) => {
        held.cut(true);
        await page.getByText(word('shell:lost_core')).first().waitFor();
      },
      leave: async ({ page, word }) => {
        held.cut(false);
        await page.getByText(word('shell:lost_core')).first().waitFor({ state: 'detached' });
      },
    },
    {
      name: 'screen-broken',
      open: async (place) => {
        await place.page.route(/help-screen/, (route) => route.abort());
        await menu(place, 'shell:help.title');
        await place.page.getByRole('dialog').waitFor();
        await place.page.keyboard.press('Escape');
        await place.page.getByText(place.word('shell:broken.title')).waitFor();
      },
      leave: async (place) => {
        await place.page.unroute(/help-screen/);
        await home(place);
        await closeOthers(place);
      },
    },
    { name: 'detail-unknown', open: alone('0193b2c0-0090-7000-8000-00000000dead'), leave: home },
    {
      name: 'window-alone',
      open: async (place) => {
        await menu(place, 'support:list.menu');
        await eventually(async () => expect(await sheet(place.page).getByRole('row').count()).toBeGreaterThan(3));
        const [opened] = await Promise.all([place.page.context().waitForEvent('page'), sheet(place.page).getByRole('row').filter({ hasText: TITLES.talk }).first().click({ button: 'middle' })]);
        const address = opened.url();
        await opened.close();
        await place.page.goto(address);
        await place.page.locator('dl').first().waitFor();
      },
      leave: home,
    },
  ];
}
