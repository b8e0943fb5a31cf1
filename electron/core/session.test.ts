import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROUTES } from '#shared/api/routes.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import type { TestCore } from './testing/test-core.ts';
import { createTicket, EVERYTHING, lampIs, newId, numbered, run, signIn, testOffice, tickets } from './testing/test-office.ts';

const office = testOffice();

test('Wrong password: a code with a sentence, and nobody is signed in', async () => {
  const core = await office.start();
  await expect(core.invoke('session.signIn', { email: PEOPLE.mario.email, password: 'wrong', remember: true })).rejects.toMatchObject({ code: 'auth.wrong_password' });
  expect(await core.invoke('session.state', {})).toMatchObject({ phase: 'signed_out', person: null });
  await expect(core.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 10 })).rejects.toMatchObject({ code: 'session.signed_out' });
});

/** The steps that a request about an error would take along (TKT-03). */
const stepsOf = async (core: TestCore) => (await core.invoke('errors.capsule', { code: 'x', summary: '', screen: '', record: '', at: 0 })).capsule.steps;

/** All sessions revoked; a restart, since the cloud remembers a good token for some seconds. */
async function endSessions(): Promise<void> {
  await office.cloud.cloud.services.pools.owner.query('delete from auth.session');
  await office.cloud.restart();
}

test('R7, ACC-14: a sign-in that ends in the middle loses nothing; the password is asked for and then it goes', async () => {
  const core = await office.signedIn();
  await endSessions();
  const id = await createTicket(core, 'Dopo la scadenza');
  await core.until(async () => (await core.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 1 });
  expect((await tickets(core)).map((row) => row.id)).toContain(id);
  await expect(core.invoke('session.signIn', { email: PEOPLE.mario.email, password: 'wrong', remember: true })).rejects.toMatchObject({ code: 'auth.wrong_password' });
  expect((await tickets(core)).map((row) => row.id)).toContain(id);
  await signIn(core);
  await numbered(core, id);
});

test('ACC-14: a session that ended while the network was away is noticed with the network, and the desk says that it is there', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  await endSessions();
  office.proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await core.until(async () => (await core.invoke('session.state', {})).needsPassword, 'the password asked for');
  await core.until(async () => (await core.invoke('sync.state', {})).online, 'the network seen');
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', problem: null });
});

test('ACC-15: the password that is asked for again does not change what was chosen about being remembered', async () => {
  const core = await office.start();
  const chosen = async () => (JSON.parse(await readFile(join(core.root, 'device.json'), 'utf8')) as { clouds: Record<string, { remember: boolean }> }).clouds;
  const signInAs = (remember: boolean | null) => core.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember });
  await signInAs(false);
  await signInAs(null);
  expect(Object.values(await chosen()).map(({ remember }) => remember)).toEqual([false]);
  await signInAs(true);
  await signInAs(null);
  expect(Object.values(await chosen()).map(({ remember }) => remember)).toEqual([true]);
});

test('I11: another person’s sign-in opens another desk; what the first one wrote is never sent under it', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  const id = await createTicket(core, 'Solo mio');
  office.proxy.setOnline(true);
  office.proxy.plan('/v1/sync/push', { kind: 'refuse' }, 1);
  await core.invoke('app.step', { text: 'Apre «Solo mio»' });
  await signIn(core, PEOPLE.luca);
  // R5: nor does the next person's request tell what the first one looked at.
  expect(await stepsOf(core)).toEqual([]);
  expect(await core.invoke('session.state', {})).toMatchObject({ person: { id: PEOPLE.luca.id } });
  await lampIs(core, 'online');
  expect((await tickets(core)).map((row) => row.title)).toEqual(['Il magazzino non si aggiorna']);
  expect(await core.invoke('outbox.list', { includeDelivered: true })).toEqual([]);
  expect(await core.invoke('drafts.list', { kind: null })).toEqual([]);
  await signIn(core);
  expect((await numbered(core, id)).requesterName).toBe(PEOPLE.mario.name);
});

test('Signing out closes the desk and keeps the log; the next sign-in sends what waited', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  const id = await createTicket(core, 'Uscita e rientro');
  await core.invoke('app.step', { text: 'Apre «Uscita e rientro»' });
  expect(await stepsOf(core)).toEqual(['Apre «Uscita e rientro»']);
  expect(await core.invoke('session.signOut', {})).toMatchObject({ phase: 'signed_out', person: null, lastEmail: PEOPLE.mario.email });
  await expect(core.invoke('drafts.list', { kind: null })).rejects.toMatchObject({ code: 'session.signed_out' });
  expect(await stepsOf(core)).toEqual([]);
  await core.stop();
  office.proxy.setOnline(true);
  const again = await office.start({ root: core.root });
  expect(await again.invoke('session.state', {})).toMatchObject({ phase: 'signed_out' });
  await signIn(again);
  await numbered(again, id);
});

test('ACC-07: signed-in devices are told to who is signed in, and one that is ended is asked for the password', async () => {
  const core = await office.signedIn({}, PEOPLE.giada);
  const other = await office.signedIn({}, PEOPLE.giada);
  const devices = await core.invoke('session.devices', {});
  expect(devices.map(({ current, device }) => [current, /^[\w ]+, ./.test(device ?? '')])).toEqual([[true, true], [false, true]]);
  await core.invoke('session.endSignIn', { id: null });
  expect(await core.invoke('session.devices', {})).toHaveLength(1);
  // By itself, without anything that is sent or asked from there.
  await other.until(async () => (await other.invoke('session.state', {})).needsPassword, 'the password asked for');
  office.proxy.setOnline(false);
  await expect(core.invoke('session.devices', {})).rejects.toMatchObject({ code: 'cloud.unreachable' });
});

test('ACC-07, R7: signing out everywhere wants the cloud; then nobody is signed in here, and another device is asked for the password and has lost nothing', async () => {
  const core = await office.signedIn({}, PEOPLE.giada);
  const other = await office.signedIn({}, PEOPLE.giada);
  office.proxy.setOnline(false);
  const kept = await createTicket(other, 'Scritta prima di uscire ovunque');
  await expect(core.invoke('session.signOutEverywhere', {})).rejects.toMatchObject({ code: 'cloud.unreachable' });
  expect(await core.invoke('session.state', {})).toMatchObject({ phase: 'open', needsPassword: false });
  office.proxy.plan('/v1/sync/push', { kind: 'refuse' }, 3);
  office.proxy.setOnline(true);
  expect(await core.invoke('session.signOutEverywhere', {})).toMatchObject({ phase: 'signed_out', person: null });
  await other.until(async () => (await other.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect((await tickets(other)).map((row) => row.id)).toContain(kept);
  await signIn(other, PEOPLE.giada);
  await numbered(other, kept);
});

test('ACC-12, R7: after a new password this device goes on; another one is asked for it and has lost nothing', async () => {
  const core = await office.signedIn({}, PEOPLE.giada);
  const other = await office.signedIn({}, PEOPLE.giada);
  await expect(core.invoke('session.changePassword', { current: 'sbagliata', next: 'Un’altra.2026' })).rejects.toMatchObject({ code: 'auth.current_password_wrong' });
  expect(await core.invoke('session.changePassword', { current: PASSWORD, next: 'Un’altra.2026' })).toMatchObject({ phase: 'open', needsPassword: false });
  await other.until(async () => (await other.invoke('session.state', {})).needsPassword, 'the password asked for');
  const kept = await createTicket(other, 'Scritta sull’altro');
  expect((await tickets(other)).map((row) => row.id)).toContain(kept);
  await numbered(core, await createTicket(core, 'Scritta qui'));
  await other.invoke('session.signIn', { email: PEOPLE.giada.email, password: 'Un’altra.2026', remember: true });
  await numbered(other, kept);
});

test('ACC-12, ACC-15: what the cloud refuses while the new password is under way takes nothing away; a new password whose answer was lost asks for it', async () => {
  const person = PEOPLE.anna;
  const ports = { encryption: { encrypt: (plain: string) => Promise.resolve(Buffer.from(plain).reverse()), decrypt: (cipher: Uint8Array) => Promise.resolve(Buffer.from(cipher).reverse().toString()) } };
  const core = await office.signedIn({ ports }, person);
  const { mailer } = office.cloud.cloud.services;
  const keep = mailer.keep.bind(mailer);
  // The old token is no good any more, and the answer with the new one waits until the desk has heard so.
  const asked = () => office.proxy.forwarded.filter(({ path }) => path === ROUTES.me).length;
  const before = asked();
  mailer.keep = async (mail) => {
    await core.until(() => asked() > before, 'the desk asks who it is');
    await core.until(async () => (await core.invoke('sync.state', {})).problem !== null, 'the desk is told no');
    return keep(mail);
  };
  await core.invoke('session.changePassword', { current: PASSWORD, next: 'Un’altra.2026' });
  Object.assign(mailer, { keep });
  expect(core.heard('session').filter(({ needsPassword }) => needsPassword)).toEqual([]);
  await lampIs(core, 'online');
  await core.stop();
  const again = await office.start({ root: core.root, ports });
  await lampIs(again, 'online');
  office.proxy.plan(ROUTES.changePassword, { kind: 'drop-answer' }, 1);
  await expect(again.invoke('session.changePassword', { current: 'Un’altra.2026', next: 'Una.terza.2026' })).rejects.toThrow();
  await again.until(async () => (await again.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await again.invoke('session.signIn', { email: person.email, password: 'Una.terza.2026', remember: true })).toMatchObject({ phase: 'open', needsPassword: false });
});

test('ACC-12: a refusal of the old token that comes when the new one is in force already says nothing of it', async () => {
  const core = await office.signedIn({}, PEOPLE.luca);
  const { mailer, tokens } = office.cloud.cloud.services;
  const [keep, personOf] = [mailer.keep.bind(mailer), tokens.personOf.bind(tokens)];
  const asked = () => office.proxy.forwarded.filter(({ path }) => path === ROUTES.me).length;
  const before = asked();
  let renewed: () => void = () => undefined;
  const inForce = new Promise<void>((resolve) => void (renewed = resolve));
  tokens.personOf = async (credentials, fresh) => {
    const person = await personOf(credentials, fresh);
    if (person === undefined && fresh !== true) await inForce;
    return person;
  };
  mailer.keep = async (mail) => {
    await core.until(() => asked() > before, 'the desk asks who it is');
    return keep(mail);
  };
  await core.invoke('session.changePassword', { current: PASSWORD, next: 'Un’altra.2026' });
  renewed();
  Object.assign(mailer, { keep });
  Object.assign(tokens, { personOf });
  const ticketId = await newId(core);
  await run(core, 'ticket.create', ticketInput(ticketId, 'Con il nuovo', PEOPLE.luca.email), { tenant: TENANTS.bikelt });
  await numbered(core, ticketId);
  expect(core.heard('session').filter(({ needsPassword }) => needsPassword)).toEqual([]);
});
