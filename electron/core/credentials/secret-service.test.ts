import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { noSecretService, startSecretService, type SecretService } from '#tests/harness/secret-service.ts';
import { openVault } from './vault.ts';

/* OFF-04 with the keychain of Linux: gnome-keyring on a session bus of its own. */

const missing = noSecretService();
const before = process.env['DBUS_SESSION_BUS_ADDRESS'];
let service: SecretService;
let root = '';
const failed: string[] = [];
const open = () => openVault(root, undefined, (driver) => failed.push(driver));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sportello-vault-'));
  if (missing !== undefined) return;
  service = await startSecretService();
  process.env['DBUS_SESSION_BUS_ADDRESS'] = service.env.DBUS_SESSION_BUS_ADDRESS;
});
afterAll(async () => {
  if (before === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS'];
  else process.env['DBUS_SESSION_BUS_ADDRESS'] = before;
  await service?.stop();
  await rm(root, { recursive: true });
});
beforeEach(({ skip }) => {
  if (missing !== undefined) skip(missing);
});

test('OFF-04: the token lies in the keychain over a restart, and nothing of it in the program’s folder', async () => {
  const vault = open();
  expect(await vault.set('cloud/mario', 'token-1', true)).toBe('keychain');
  expect(await vault.set('cloud/giada', 'token-2', true)).toBe('keychain');
  await vault.close();
  const again = open();
  expect(await again.get('cloud/mario')).toEqual({ secret: 'token-1', driver: 'keychain' });
  await again.remove('cloud/mario');
  expect(await again.get('cloud/mario')).toBeNull();
  expect((await again.get('cloud/giada'))?.secret).toBe('token-2');
  await again.close();
  expect(await readdir(root)).toEqual([]);
});

test('ACC-15: without Ricordami nothing is left in the keychain, also of an earlier sign-in', async () => {
  const vault = open();
  await vault.set('cloud/mario', 'old', true);
  expect(await vault.set('cloud/mario', 'new', false)).toBe('memory');
  await vault.close();
  const again = open();
  expect(await again.get('cloud/mario')).toBeNull();
  await again.close();
});

test('OFF-04: a keychain that is locked while the program runs answers in time; what is kept then is kept in memory', async () => {
  const vault = open();
  await vault.set('cloud/mario', 'token-3', true);
  await service.lock();
  expect(await vault.get('cloud/mario')).toBeNull();
  expect(await vault.set('cloud/mario', 'token-4', true)).toBe('memory');
  expect(await vault.get('cloud/mario')).toEqual({ secret: 'token-4', driver: 'memory' });
  expect(failed).toContain('keychain');
  await vault.close();
  // And one that is locked at the start is none.
  const locked = open();
  expect(await locked.set('cloud/luca', 'token-5', true)).toBe('memory');
  await locked.close();
});

test('OFF-04: a keychain that was emptied has nothing, and takes the next token', async () => {
  await service.empty();
  const vault = open();
  expect(await vault.get('cloud/giada')).toBeNull();
  expect(await vault.set('cloud/giada', 'token-6', true)).toBe('keychain');
  await vault.close();
});
