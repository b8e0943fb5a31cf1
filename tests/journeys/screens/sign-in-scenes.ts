import { expect } from 'vitest';
import type { FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { eventually } from '#tests/harness/person.ts';
import type { Place, Scene } from './walk.ts';

export const fields = ({ page, word }: Place) => ({
  email: page.getByRole('textbox', { name: word('shell:sign_in.email') }),
  password: page.getByRole('textbox', { name: word('shell:sign_in.password') }).last(),
  submit: page.getByRole('button', { name: word('shell:sign_in.submit'), exact: true }),
});

/** ACC-03, before anybody is on the desk. `proxy` is the desk's network. */
export function signInScenes(proxy: FaultyProxy): readonly Scene[] {
  return [
    {
      name: 'sign-in',
      open: async (place) => {
        await fields(place).email.fill('');
        await fields(place).password.fill('');
        await fields(place).email.focus();
      },
    },
    {
      name: 'sign-in-missing',
      open: async (place) => {
        await fields(place).email.fill('giada.belli');
        await fields(place).submit.click();
        await eventually(async () => expect(await place.page.locator('[aria-invalid="true"]').count()).toBeGreaterThan(0));
      },
    },
    {
      name: 'sign-in-wrong',
      open: async (place) => {
        await fields(place).email.fill('giada.belli@rossisrl.example');
        await fields(place).password.fill('sbagliata');
        await fields(place).submit.click();
        await place.page.getByRole('alert').first().waitFor();
      },
    },
    {
      name: 'sign-in-offline',
      open: async (place) => {
        proxy.setOnline(false);
        await fields(place).submit.click();
        await place.page.getByRole('alert').filter({ hasText: place.word('shell:sign_in.offline') }).waitFor();
      },
      leave: () => Promise.resolve(proxy.setOnline(true)),
    },
  ];
}
