import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { CODE_IN_MAIL, fromMail } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTicket, lampIs, signIn, testOffice, tickets } from './testing/test-office.ts';

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
