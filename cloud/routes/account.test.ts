import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signedInDevicesSchema } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { PASSWORD, PEOPLE } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

let cloud: TestCloud;
let clock = Date.now();
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
});
afterAll(() => cloud.stop());
beforeEach(() => {
  clock += 60 * 60_000;
});

const NEW = 'Un’altra.2026';
const change = (desk: TestDesk, currentPassword: string, newPassword: string) => desk.ask('POST', ROUTES.changePassword, { currentPassword, newPassword });
const signIn = (password: string, email: string = PEOPLE.luca.email) => new TestDesk(cloud.url).signIn(email, password);
const alive = async (desk: TestDesk) => (await desk.ask('GET', ROUTES.me)).status;
const devices = async (desk: TestDesk) => signedInDevicesSchema.parse((await desk.ask('GET', ROUTES.signedInDevices)).body).devices;
const end = (desk: TestDesk, id: string | null) => desk.ask('POST', `${ROUTES.signedInDevices}/end`, { id });

test('ACC-12: a new password wants the old one, ends every other sign-in and keeps this one', async () => {
  const [here, there] = [await TestDesk.signedIn(cloud.url, PEOPLE.luca.email), await TestDesk.signedIn(cloud.url, PEOPLE.luca.email)];
  expect(await Promise.all([alive(here), alive(there)])).toEqual([200, 200]);
  const answer = await change(here, PASSWORD, NEW);
  expect(answer.status).toBe(200);
  // Both tokens are over at once, though they were believed a moment ago; the new one is this device's.
  expect(await Promise.all([alive(here), alive(there)])).toEqual([401, 401]);
  here.token = answer.headers.get('set-auth-token') ?? '';
  expect(await alive(here)).toBe(200);
  expect([(await signIn(PASSWORD)).status, (await signIn(NEW)).status]).toEqual([401, 200]);
});

test('ACC-12: what is refused says why and changes nothing; guessing the old password is slowed down', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.anna.email);
  const refused = async (current: string, next: string) => {
    const { status, body } = await change(desk, current, next);
    return [status, (body as { error: { code: string } }).error.code];
  };
  expect(await refused(PASSWORD, 'corta.7')).toEqual([422, 'auth.password_short']);
  expect(await refused(PASSWORD, PASSWORD)).toEqual([422, 'auth.password_same']);
  for (let tries = 0; tries < 6; tries++) expect(await refused('sbagliata', NEW)).toEqual([422, 'auth.current_password_wrong']);
  expect(await refused(PASSWORD, NEW)).toEqual([429, 'rate.limited']);
  expect([await alive(desk), (await signIn(PASSWORD, PEOPLE.anna.email)).status]).toEqual([200, 200]);
});

test('ACC-07: a person sees where they are signed in, this device first, and never a token', async () => {
  const [here, there] = [await TestDesk.signedIn(cloud.url, PEOPLE.giada.email), await TestDesk.signedIn(cloud.url, PEOPLE.giada.email)];
  const answer = await here.ask('GET', ROUTES.signedInDevices);
  expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${here.token.split('.')[0] ?? 'x'}|${there.token.split('.')[0] ?? 'x'}`));
  const shown = await devices(here);
  expect(shown.map(({ current }) => current)).toEqual([true, false]);
  expect(shown[0]).toMatchObject({ device: 'Linux, banco di prova', address: '127.0.0.1' });
});

test('ACC-07, R5: one sign-in or all others can be ended at once, and nobody else’s', async () => {
  const sign = () => TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const [here, second, third] = [await sign(), await sign(), await sign()];
  const stranger = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const [foreign] = await devices(stranger);
  expect((await end(here, foreign?.id ?? '')).status).toBe(200);
  expect(await alive(stranger)).toBe(200);
  const own = (await devices(second)).find(({ current }) => current);
  expect((await end(here, own?.id ?? '')).status).toBe(200);
  expect(await Promise.all([alive(here), alive(second), alive(third)])).toEqual([200, 401, 200]);
  expect((await end(here, null)).status).toBe(200);
  expect(await Promise.all([alive(here), alive(third), alive(stranger)])).toEqual([200, 401, 200]);
  expect(await devices(here)).toHaveLength(1);
});
