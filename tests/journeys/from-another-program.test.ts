import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { journeyFolder, launchDeskFor, picture, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { eventually, sheet, signIn } from '#tests/harness/person.ts';

/* TKT-04, OFF-06: a program knocks; sign-in comes first where nobody is signed in, and nothing of what it said is lost. */

const KNOWN = { title: 'DDT 4471: stampa bloccata', description: 'Premo Stampa e il programma si ferma.', program: 'Magazzino', version: '23.0.0.69', error: 'PRN-0012' };
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
  for (const fact of [KNOWN.program, KNOWN.version, KNOWN.error]) expect(capsule).toContain(fact);
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
