import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { launchHost } from '#tests/harness/browser.ts';
import { HOST, journeyFolder, launchDesk, launchDeskFor, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { eventually, sheet, signIn } from '#tests/harness/person.ts';

/* TKT-04, OFF-06: a program knocks; sign-in comes first where nobody is signed in, and nothing of what it said is lost. */

const KNOWN = { title: 'DDT 4471: stampa bloccata', description: 'Premo Stampa e il programma si ferma.', program: 'Magazzino', version: '23.0.0.69', code: 'PRN-0012' };
const options = { root: join(journeyFolder(), 'luca'), cloudUrl: '' };
let cloud: TestCloud;
let luca: Desk | undefined;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(async () => {
  await luca?.kill();
  await cloud?.stop();
});
picturesOfFailures(() => [luca]);

async function formIsFilled(desk: Desk): Promise<void> {
  await eventually(async () => expect(await sheet(desk.page).getByLabel('Titolo').inputValue()).toBe(KNOWN.title));
  expect(await sheet(desk.page).getByRole('textbox', { name: 'Descrizione', exact: true }).innerText()).toContain(KNOWN.description);
  const capsule = await sheet(desk.page).getByRole('complementary', { name: 'Che cosa viene inviato' }).innerText();
  for (const fact of [KNOWN.program, KNOWN.version, KNOWN.code]) expect(capsule).toContain(fact);
}

test('TKT-04, OFF-06: with nobody signed in, the sign-in comes first and then the form with all that the program said', async () => {
  luca = await launchDeskFor({ ...options, cloudUrl: cloud.url }, KNOWN);
  await signIn(luca.page, PEOPLE.luca.email);
  await formIsFilled(luca);
  await picture(luca, 'from-a-program');
  await luca.stop();
});

test('TKT-04, OFF-06: with a desk that is known, straight to the form', async () => {
  luca = await launchDeskFor({ ...options, cloudUrl: cloud.url }, KNOWN);
  await formIsFilled(luca);
});

test.runIf(HOST === 'browser')('TKT-04, OFF-06: with the program running, a second start with a context file shows its form in the same window, once', async () => {
  await luca?.stop();
  luca = await launchDesk({ ...options, cloudUrl: cloud.url });
  // This machine keeps no token: the question comes, and is put off.
  await luca.page.getByRole('dialog', { name: 'Accedi di nuovo' }).waitFor();
  await luca.page.keyboard.press('Escape');
  const file = join(options.root, 'context.json');
  writeFileSync(file, JSON.stringify({ sportello: 1, ...KNOWN, log: ['10:11 stampa avviata', '10:12 utente luca.previzi@bikelt.example: tempo scaduto'] }));
  await expect(launchHost({ root: options.root, cloudUrl: cloud.url, arguments: ['--new-ticket', file] })).rejects.toThrow(/already running/);
  await formIsFilled(luca);
  const capsule = sheet(luca.page).getByRole('complementary', { name: 'Che cosa viene inviato' });
  await capsule.getByText(/Mostra 2 righe/).click();
  expect(await capsule.getByLabel('Registro eventi').innerText()).toContain('utente ‹e-mail 1›: tempo scaduto');
  // The same again is the same form.
  await expect(launchHost({ root: options.root, cloudUrl: cloud.url, arguments: ['--new-ticket', file] })).rejects.toThrow(/already running/);
  await formIsFilled(luca);
  expect(await luca.page.getByRole('tab', { name: /^(DDT 4471|Nuova richiesta)/ }).count()).toBe(1);
});
