import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountSchema, PICTURE_LIMITS } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk, type Answer } from '#cloud/testing/test-desk.ts';
import { jpegSize } from './jpeg.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

const { rossi, bikelt, vendor } = TENANTS;
const tell = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code];

/** The least that has a JPEG's marks, one frame and `filling` bytes of picture. */
function jpeg(width: number, height: number, filling = 8): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const application = Buffer.from([0xff, 0xe0, 0, 4, 0x4a, 0x46]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), application, frame, Buffer.from([0xff, 0xda, 0, 2]), Buffer.alloc(filling, 7), Buffer.from([0xff, 0xd9])]);
}

test('ACC-07: a changed name and telephone reach the desks of every company of theirs, and the customers they serve', async () => {
  const [nicolo, mario, giada] = [await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email), await TestDesk.signedIn(cloud.url, PEOPLE.mario.email), await TestDesk.signedIn(cloud.url, PEOPLE.giada.email)];
  expect((await nicolo.ask('POST', ROUTES.profile, { firstName: ' Nico ', lastName: 'Ruggeri', phone: '0541 1', language: 'en' })).status).toBe(200);
  expect((await mario.pullAll(rossi)).rows.get(`agent/${PEOPLE.nicolo.id}`)).toMatchObject({ name: 'Nico Ruggeri' });
  expect((await nicolo.pullAll(vendor)).rows.get(`membership/${PEOPLE.nicolo.id}`)).toMatchObject({ name: 'Nico Ruggeri', phone: '0541 1', email: PEOPLE.nicolo.email });
  expect((await nicolo.me()).person).toMatchObject({ name: 'Nico Ruggeri', language: 'en' });
  // Both empty: the e-mail is shown (ACC-02).
  expect((await mario.ask('POST', ROUTES.profile, { firstName: '', lastName: ' ', phone: '', language: 'it' })).status).toBe(200);
  expect((await giada.pullAll(rossi)).rows.get(`membership/${PEOPLE.mario.id}`)).toMatchObject({ name: PEOPLE.mario.email });
  for (const wrong of [{ firstName: 'x'.repeat(81) }, { language: 'fr' }, { email: 'other@x.example' }]) {
    expect((await mario.ask('POST', ROUTES.profile, { firstName: '', lastName: '', phone: '', language: 'it', ...wrong })).status).toBe(400);
  }
});

test('ACC-07: a picture is a small JPEG or nothing, and reaches the desks that show the name', async () => {
  const [nicolo, mario] = [await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email), await TestDesk.signedIn(cloud.url, PEOPLE.mario.email)];
  const send = (bytes: Uint8Array | null) => nicolo.ask('POST', ROUTES.picture, { jpeg: bytes === null ? null : Buffer.from(bytes).toString('base64') });
  const picture = jpeg(256, 256);
  expect((await send(picture)).status).toBe(200);
  const seen = async () => (await mario.pullAll(rossi)).rows.get(`portrait/${PEOPLE.nicolo.id}`)?.['jpeg'];
  expect(await seen()).toBe(picture.toString('base64'));
  expect(accountSchema.parse((await nicolo.ask('GET', ROUTES.account)).body).picture).toBe(picture.toString('base64'));
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const wrong = [png, jpeg(PICTURE_LIMITS.pixels + 1, 10), jpeg(10, 4000), jpeg(0, 10), picture.subarray(0, -1), Buffer.from('<svg onload="alert(1)"/>'), Buffer.alloc(0)];
  for (const bytes of wrong) expect(tell(await send(bytes)), `${bytes.length}`).toEqual([422, 'auth.picture_invalid']);
  expect((await send(jpeg(10, 10, PICTURE_LIMITS.bytes * 2))).status).toBeGreaterThanOrEqual(400);
  expect(await seen()).toBe(picture.toString('base64'));
  expect((await send(null)).status).toBe(200);
  expect(await seen()).toBeNull();
});

test('ACC-07: a picture reaches colleagues and the technicians who serve them, and goes along into a company that is joined or served later', async () => {
  const [nicolo, mario, giada, luca] = await Promise.all([PEOPLE.nicolo, PEOPLE.mario, PEOPLE.giada, PEOPLE.luca].map(({ email }) => TestDesk.signedIn(cloud.url, email)));
  const [own, theirs] = [jpeg(64, 64), jpeg(128, 128)].map((bytes) => bytes.toString('base64'));
  expect((await mario?.ask('POST', ROUTES.picture, { jpeg: own }))?.status).toBe(200);
  expect((await nicolo?.ask('POST', ROUTES.picture, { jpeg: theirs }))?.status).toBe(200);
  const seen = async (desk: TestDesk | undefined, tenant: string, { id }: { id: string }) => (await desk?.pullAll(tenant))?.rows.get(`portrait/${id}`)?.['jpeg'];
  expect(await seen(giada, rossi, PEOPLE.mario)).toBe(own);
  expect(await seen(nicolo, rossi, PEOPLE.mario)).toBe(own);
  expect(await seen(giada, rossi, PEOPLE.nicolo)).toBe(theirs);
  expect(await seen(luca, bikelt, PEOPLE.mario)).toBeUndefined();

  const { admin } = cloud.cloud;
  await admin.addMember(bikelt, PEOPLE.mario.id, ['user']);
  expect(await seen(luca, bikelt, PEOPLE.mario)).toBe(own);
  const served = '0193b2c0-00a0-7000-8000-000000000001';
  await admin.createTenant({ id: served, name: 'NUOVA SRL', vatNumber: '', kind: 'customer' });
  await admin.addMember(served, PEOPLE.luca.id, ['user']);
  await admin.addServiceContract(vendor, served);
  expect(await seen(luca, served, PEOPLE.nicolo)).toBe(theirs);
});

test('a JPEG that lies about its parts is none, and reading it never goes past its end (R8)', () => {
  expect(jpegSize(jpeg(300, 200))).toEqual({ width: 300, height: 200 });
  const whole = jpeg(300, 200);
  for (let length = 0; length < whole.length; length++) expect(jpegSize(whole.subarray(0, length))).toBeUndefined();
  for (let at = 0; at < whole.length; at++) for (const byte of [0, 1, 0x7f, 0xff]) expect(() => jpegSize(Buffer.from(whole).fill(byte, at, at + 1))).not.toThrow();
});

test('R5: an account is answered to its own person alone, and never says more than it must', async () => {
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const { body } = await mario.ask('GET', ROUTES.account);
  expect(accountSchema.parse(body)).toMatchObject({ email: PEOPLE.mario.email, secondFactor: { email: false, app: false, recoveryLeft: 0 }, invitations: [], support: [] });
  expect(JSON.stringify(body)).not.toMatch(/hash|secret|password/i);
  const unknown = '0193b2c0-0090-7000-8000-000000000001';
  expect(tell(await mario.ask('POST', ROUTES.answerInvitation, { id: unknown, accept: true }))).toEqual([410, 'auth.invitation_over']);
});
