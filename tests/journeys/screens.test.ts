import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '#cloud/demo/seed-demo.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { HOST, journeyFolder, launchDesk, picturesOfFailures, type Desk } from '#tests/harness/desk.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { PASSWORD, signIn, waitForLamp } from '#tests/harness/person.ts';
import { dashboardScenes } from './screens/dashboard-scenes.ts';
import { detailScenes, operatorScenes } from './screens/detail-scenes.ts';
import { acceptInvitation, appScenes, beginFirstSignIn, codeScenes, companyScenes, createElena, forgottenScenes, giveCode, invitationScenes, inviteElena, lockScenes, lockWithPin, newUserScenes, openProfile } from './screens/door-scenes.ts';
import { formScenes } from './screens/form-scenes.ts';
import { openHeldPage, type HeldPage } from './screens/held-page.ts';
import { heldScenes } from './screens/held-scenes.ts';
import { libraryScenes } from './screens/library-scenes.ts';
import { emptyScenes, listScenes, loadingScenes, waitOnline } from './screens/list-scenes.ts';
import { languagesFor, speak } from './screens/looks.ts';
import { managementScenes } from './screens/management-scenes.ts';
import { needsYouScenes, offlineScenes, queueAnyway, refusedScenes, sendingScenes, signInAgainScenes, toConfirmScenes, workOffline } from './screens/offline-scenes.ts';
import { signInScenes } from './screens/sign-in-scenes.ts';
import { closeLong, FRESH, tellStories } from './screens/stories.ts';
import { placeOf, walk, type Place, type Scene } from './screens/walk.ts';

/*
 * Every screen, dialog, menu and state in each language, light, dark and compact, at two sizes (screens/looks.ts), on the
 * demonstration data: nothing for axe to find (WCAG 2.2 AA; LST-05 among it), nothing cut or wider than the window, no
 * text that is a key. With SPORTELLO_PICTURES=folder it leaves a picture of each for a person to look at. One story: each
 * part needs what the one before left.
 */

let cloud: TestCloud;
const proxies: Partial<Record<Who, FaultyProxy>> = {};
type Who = 'giada' | 'nicolo' | 'chiara';
const desks: Partial<Record<Who | 'held', Desk>> = {};
let held: HeldPage | undefined;
const folder = journeyFolder();

picturesOfFailures(() => Object.values(desks));
beforeAll(async () => {
  cloud = await createTestCloud({ data: 'empty' });
  await seedDemo(cloud.cloud.admin, () => undefined);
  await tellStories(cloud, Date.now());
});
afterAll(async () => {
  await Promise.allSettled([desks.giada, desks.nicolo, desks.chiara].map(async (desk) => desk?.kill()));
  await Promise.allSettled(Object.values(proxies).map((proxy) => proxy.stop()));
  await cloud?.stop();
});

function deskOf(who: keyof typeof desks): Desk {
  const desk = desks[who];
  if (desk === undefined) throw new Error(`nobody sits at the desk of ${who}`);
  return desk;
}
function networkOf(who: Who): FaultyProxy {
  const proxy = proxies[who];
  if (proxy === undefined) throw new Error(`${who} has no network`);
  return proxy;
}
async function sitDown(who: Who, device: string = who): Promise<Desk> {
  const proxy = await startFaultyProxy(cloud.url);
  proxies[who] = proxy;
  const desk = await launchDesk({ root: join(folder, device), cloudUrl: proxy.url });
  desks[who] = desk;
  return desk;
}
/** The desk in Italian, which is what the harness's words are in. */
async function inItalian(who: keyof typeof desks): Promise<Place> {
  await speak(deskOf(who).page, 'it');
  return placeOf(deskOf(who), 'it');
}

let parts = 0;
/** One test for each language, so that a failure says which. */
function see(what: string, who: keyof typeof desks, scenes: () => readonly Scene[], on = true): void {
  const first = parts;
  parts += 1;
  for (const language of languagesFor(first)) {
    test.runIf(on)(`${what} in ${language}`, async () => expect(await walk(deskOf(who), language, scenes(), first)).toEqual([]));
  }
}

test('giada sits down', async () => void (await sitDown('giada')));
see('the sign-in screen', 'giada', () => signInScenes(networkOf('giada')));
test('she signs in', async () => {
  const { page } = await inItalian('giada');
  await signIn(page, PEOPLE.giada.email);
  await waitOnline({ page });
});
see('the frame and the list', 'giada', () => listScenes);
see('the dashboard', 'giada', () => dashboardScenes);
see('the documents', 'giada', () => libraryScenes);
see('a request', 'giada', () => detailScenes);
see('a new request', 'giada', () => formScenes);

// A line that can be held is the browser host's alone.
test.runIf(HOST === 'browser')('a second window', async () => {
  held = await openHeldPage(deskOf('giada'));
  desks.held = { ...deskOf('giada'), page: held.page };
});
see('what is on its way, gone or unknown', 'held', () => (held === undefined ? [] : heldScenes(held)), HOST === 'browser');

test('the network goes, and she works on (OFF-01)', async () => {
  await held?.close();
  delete desks.held;
  networkOf('giada').setOnline(false);
  const place = await inItalian('giada');
  await waitForLamp(place.page, /Non in linea/);
  await workOffline(place);
  await waitForLamp(place.page, /Non in linea: 3 in uscita/);
});
see('without a network', 'giada', () => offlineScenes);

test('meanwhile her session ends and one of her requests is closed', async () => {
  const database = new pg.Client(cloud.databaseUrl);
  await database.connect();
  await database.query('delete from auth."session" where "userId" = (select "id" from auth."user" where "email" = $1)', [PEOPLE.giada.email]);
  await database.end();
  await closeLong(cloud, Date.now());
  networkOf('giada').setOnline(true);
  const { page } = await inItalian('giada');
  await page.getByRole('dialog', { name: 'Accedi di nuovo' }).waitFor({ timeout: 60_000 });
});
see('the session is over', 'giada', () => signInAgainScenes);

test('she signs in again, and the first push gets no answer', async () => {
  networkOf('giada').plan('/v1/sync/push', { kind: 'hold', after: 0 });
  const { page } = await inItalian('giada');
  await waitForLamp(page, /Accedi di nuovo/);
  if ((await page.getByRole('dialog').count()) === 0) await page.getByRole('banner').getByText('Accedi di nuovo').click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Accedi', exact: true }).click();
  await waitForLamp(page, /^Invio/);
});
see('what is being sent', 'giada', () => sendingScenes);

test('what the cloud cannot take and what it refuses come back to her', async () => {
  const network = networkOf('giada');
  network.setOnline(false);
  network.plan('/v1/sync/push', { kind: 'status', status: 422 }, 2);
  const { page } = await inItalian('giada');
  await waitForLamp(page, /Non in linea/);
  network.setOnline(true);
  await waitForLamp(page, /2 da rivedere/);
});
see('what needs her', 'giada', () => needsYouScenes);

test('nicolo and chiara sign in; her first load does not come', async () => {
  const nicolo = await sitDown('nicolo');
  await signIn(nicolo.page, PEOPLE.nicolo.email);
  await waitOnline(nicolo);
  const chiara = await sitDown('chiara');
  networkOf('chiara').plan('/v1/sync/pull', { kind: 'hold', after: 0 }, 3);
  await signIn(chiara.page, FRESH.email);
  await waitForLamp(chiara.page, /^Aggiornamento/);
});
see('the first load', 'chiara', () => loadingScenes);
see('an operator’s desk', 'nicolo', () => operatorScenes);
test('chiara’s data are here at last; nicolo’s network goes', async () => {
  // Another device: the first one still waits for its answers.
  await deskOf('chiara').kill();
  await networkOf('chiara').stop();
  const { page } = await sitDown('chiara', 'chiara-again');
  await signIn(page, FRESH.email);
  await waitOnline({ page });
  networkOf('nicolo').setOnline(false);
  await inItalian('nicolo');
  await waitForLamp(deskOf('nicolo').page, /Non in linea/);
});
see('an empty company', 'chiara', () => emptyScenes);
see('an operator is refused without a network', 'nicolo', () => refusedScenes);
test('he puts it into the outbox all the same', async () => queueAnyway(await inItalian('nicolo')));
see('an answer to confirm', 'nicolo', () => toConfirmScenes);

test('chiara has invited a colleague and gives her the chair', async () => {
  await inviteElena(cloud);
  const { page } = await inItalian('chiara');
  await page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click();
  await page.getByRole('menuitem', { name: 'Esci' }).click();
  await page.getByRole('button', { name: 'Accedi', exact: true }).waitFor();
});
see('a forgotten password', 'chiara', () => forgottenScenes);
test('elena signs in for the first time', async () => beginFirstSignIn(await inItalian('chiara'), cloud));
see('the creation of the user', 'chiara', () => newUserScenes);
test('she creates her user and signs in', async () => createElena(await inItalian('chiara')));
see('the code', 'chiara', () => codeScenes);
test('she gives the code', async () => giveCode(await inItalian('chiara'), cloud));
see('the invitation', 'chiara', () => invitationScenes);
test('she accepts', async () => acceptInvitation(await inItalian('chiara')));
see('the choice of the company', 'chiara', () => companyScenes);
test('she goes to her profile', async () => openProfile(await inItalian('chiara')));
see('the link of an app', 'chiara', () => appScenes);
test('she locks her desk with a PIN', async () => lockWithPin(await inItalian('chiara')));
see('the lock', 'chiara', () => lockScenes);
see('the company and the profile', 'giada', () => managementScenes(cloud));
