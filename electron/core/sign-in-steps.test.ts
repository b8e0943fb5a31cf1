import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { codeOfApp } from '#cloud/testing/app-code.ts';
import { CODE_IN_MAIL, fromMail, mailsOf, PASSWORD_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { allSent, createTicket, lampIs, numbered, run, signIn, testOffice, tickets } from './testing/test-office.ts';

const office = testOffice();

/** Stands for a keychain that outlives the program. */
const encryption = {
  encrypt: (plain: string) => Promise.resolve(Buffer.from(plain).map((byte) => byte ^ 0x5a)),
  decrypt: (cipher: Uint8Array) => Promise.resolve(Buffer.from(cipher.map((byte) => byte ^ 0x5a)).toString()),
};
async function coded(email: string): Promise<{ email: string }> {
  const id = uuidv7();
  await office.cloud.cloud.admin.createPerson({ id, name: 'Persona', email, password: PASSWORD, language: 'it', secondFactor: 'email' });
  await office.cloud.cloud.admin.addMember(TENANTS.rossi, id, ['user']);
  return { email };
}
const mailed = (email: string) => fromMail(office.cloud, email, 'sign-in-code', CODE_IN_MAIL);

test('ACC-04, ACC-05: the code is a step; a wrong one keeps it; a trusted device is not asked again after a restart and a sign-out, and is once its trust is ended', async () => {
  const { email } = await coded('codice@rossisrl.example');
  const core = await office.start({ ports: { encryption } });
  expect(await signIn(core, { email })).toMatchObject({ phase: 'signed_out', step: { kind: 'code', methods: ['email'] } });
  await expect(core.invoke('session.code', { code: 'sbagliato', kind: 'email', trust: true })).rejects.toMatchObject({ code: 'auth.code_wrong' });
  expect((await core.invoke('session.state', {})).step).not.toBeNull();
  expect(await core.invoke('session.code', { code: await mailed(email), kind: 'email', trust: true })).toMatchObject({ phase: 'open', step: null, vault: 'encrypted_file' });
  await core.invoke('session.signOut', {});
  await core.stop();
  const again = await office.start({ root: core.root, ports: { encryption } });
  expect(await signIn(again, { email })).toMatchObject({ phase: 'open', step: null });
  expect(await again.invoke('account.trusted', {})).toMatchObject([{ current: true }]);
  await again.invoke('account.endTrusted', { id: null });
  await again.invoke('session.signOut', {});
  expect(await signIn(again, { email })).toMatchObject({ phase: 'signed_out', step: { kind: 'code' } });
  expect((await again.invoke('session.cancelStep', {})).step).toBeNull();
});

test('OFF-04: a locked desk answers only what opens it and keeps what was in hand; the PIN opens it without a network, over a restart too', async () => {
  const core = await office.signedIn({ ports: { encryption } }, PEOPLE.giada);
  const id = await createTicket(core, 'Prima del blocco');
  await core.invoke('session.setPin', { current: null, pin: '2718', idleMinutes: null });
  expect(await core.invoke('session.lock', {})).toMatchObject({ locked: { triesLeft: 5 }, tenants: [], invitations: [] });
  await expect(tickets(core)).rejects.toMatchObject({ code: 'session.locked' });
  await expect(core.invoke('account.get', {})).rejects.toMatchObject({ code: 'session.locked' });
  await core.invoke('drafts.save', { id: uuidv7(), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'In mano', content: {} });
  await core.stop();
  office.proxy.setOnline(false);
  const again = await office.start({ root: core.root, ports: { encryption } });
  await expect(tickets(again)).rejects.toMatchObject({ code: 'session.locked' });
  await expect(again.invoke('session.unlock', { pin: '0000' })).rejects.toMatchObject({ code: 'pin.wrong', details: { left: 4 } });
  expect(await again.invoke('session.unlock', { pin: '2718' })).toMatchObject({ locked: null, phase: 'open' });
  expect((await tickets(again)).map((row) => row.id)).toContain(id);
  expect((await again.invoke('drafts.list', { kind: null })).map(({ title }) => title)).toContain('In mano');
});

test('R7, ACC-14: a keychain that was emptied asks for the password again and loses no work', async () => {
  const core = await office.signedIn({ ports: { encryption } });
  office.proxy.setOnline(false);
  const id = await createTicket(core, 'Prima che il portachiavi fosse vuoto');
  await core.stop();
  office.proxy.setOnline(true);
  const again = await office.start({ root: core.root, ports: { encryption: { ...encryption, decrypt: () => Promise.reject(new Error('the key changed')) } } });
  await again.until(async () => (await again.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect((await tickets(again)).map((row) => row.id)).toContain(id);
  await signIn(again);
  await lampIs(again, 'online');
});

test('OFF-04, R7: a copied token without this device’s secret opens nothing: the password is asked for, and what was written waits and leaves after it', async () => {
  const core = await office.signedIn({ ports: { encryption } });
  office.proxy.setOnline(false);
  const id = await createTicket(core, 'Con la chiave del dispositivo persa');
  await core.stop();
  const path = join(core.root, 'credentials.json');
  const kept = Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, string>);
  const copied = kept.filter(([account]) => !account.endsWith('/device'));
  expect([kept.length, copied.length]).toEqual([2, 1]);
  await writeFile(path, JSON.stringify(Object.fromEntries(copied)));
  office.proxy.setOnline(true);
  const again = await office.start({ root: core.root, ports: { encryption } });
  await again.until(async () => (await again.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await again.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 1 });
  expect((await tickets(again)).map((row) => row.id)).toContain(id);
  await signIn(again);
  await numbered(again, id);
});

test('ACC-01, ACC-02: provisional credentials lead to the creation of the user; what is refused there keeps the step, and then the own password opens', async () => {
  const email = 'carla@rossisrl.example';
  const giada = await office.signedIn({}, PEOPLE.giada);
  await run(giada, 'invitation.create', { invitationId: uuidv7(), email, firstName: '', lastName: '', roles: ['user'], modules: [] });
  await allSent(giada);
  const provisional = await fromMail(office.cloud, email, 'welcome', PASSWORD_IN_MAIL);
  const core = await office.start();
  const enter = (password: string) => core.invoke('session.signIn', { email, password, remember: true });
  expect(await enter(provisional)).toMatchObject({ phase: 'signed_out', step: { kind: 'activate', email } });
  const person = { firstName: 'Carla', lastName: '', password: 'Mia.2026!', privacyOpenedAt: Date.now() };
  const create = (more: object = {}) => core.invoke('session.activate', { ...person, ...more });
  await expect(create({ password: 'corta' })).rejects.toMatchObject({ code: 'auth.password_short' });
  await expect(create({ password: provisional })).rejects.toMatchObject({ code: 'auth.password_same' });
  await expect(create({ privacyOpenedAt: 1 })).rejects.toMatchObject({ code: 'auth.privacy_unread' });
  expect((await core.invoke('session.state', {})).step).toMatchObject({ kind: 'activate' });
  expect(await create()).toMatchObject({ phase: 'signed_out', step: null });
  await expect(create()).rejects.toMatchObject({ code: 'auth.step_over' });
  await expect(enter(provisional)).rejects.toMatchObject({ code: 'auth.wrong_password' });
  expect(await enter(person.password)).toMatchObject({ step: { kind: 'code', methods: ['email'] } });
  const entered = await core.invoke('session.code', { code: await mailed(email), kind: 'email', trust: false });
  expect(entered).toMatchObject({ phase: 'open', person: { name: 'Carla' }, tenants: [], invitations: [{ tenantName: 'ROSSI SRL', invitedBy: PEOPLE.giada.name }] });
});

test('ACC-04: an app is linked with the password and a first code; it is asked for then, the mail comes on demand, and a recovery code opens once', async () => {
  const { email } = await coded('app@rossisrl.example');
  const desk = async () => {
    const core = await office.start();
    return { core, step: (await signIn(core, { email })).step, give: (kind: 'email' | 'app' | 'recovery', code: string) => core.invoke('session.code', { code, kind, trust: false }) };
  };
  const first = await desk();
  await first.give('email', await mailed(email));
  const { core } = first;
  await expect(core.invoke('account.beginApp', { password: 'sbagliata' })).rejects.toMatchObject({ code: 'auth.current_password_wrong' });
  const { secret } = await core.invoke('account.beginApp', { password: PASSWORD });
  await expect(core.invoke('account.confirmApp', { code: 'sbagliato' })).rejects.toMatchObject({ code: 'auth.code_wrong' });
  const { recoveryCodes } = await core.invoke('account.confirmApp', { code: await codeOfApp(office.cloud, secret) });
  expect((await core.invoke('account.get', {})).secondFactor).toEqual({ email: true, app: true, recoveryLeft: 10 });
  const [mails, used = ''] = [(await mailsOf(office.cloud, email, 'sign-in-code')).length, ...recoveryCodes];

  const byApp = await desk();
  expect(byApp.step).toMatchObject({ kind: 'code', methods: ['app', 'email'], sentTo: null });
  expect(await byApp.give('app', await codeOfApp(office.cloud, secret))).toMatchObject({ phase: 'open', step: null });
  const byRecovery = await desk();
  expect(await byRecovery.give('recovery', used)).toMatchObject({ phase: 'open' });
  const byMail = await desk();
  await expect(byMail.give('recovery', used)).rejects.toMatchObject({ code: 'auth.code_wrong' });
  expect(await mailsOf(office.cloud, email, 'sign-in-code')).toHaveLength(mails);
  await byMail.core.invoke('session.resendCode', {});
  expect(await byMail.give('email', await mailed(email))).toMatchObject({ phase: 'open' });

  await core.invoke('account.endApp', { password: PASSWORD });
  expect((await core.invoke('account.get', {})).secondFactor).toEqual({ email: true, app: false, recoveryLeft: 0 });
});
