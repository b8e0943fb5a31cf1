import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { socketPath } from './session-bus.ts';
import { openVault } from './vault.ts';

/** Stands for Electron's safeStorage: what it makes cannot be read without it. */
const encryption = {
  encrypt: (plain: string) => Promise.resolve(Buffer.from(plain).map((byte) => byte ^ 0x5a)),
  decrypt: (cipher: Uint8Array) => Promise.resolve(Buffer.from(cipher.map((byte) => byte ^ 0x5a)).toString()),
};
const before = { ...process.env };
let root = '';
let bus: Server | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sportello-vault-'));
  process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(root, 'no-such-bus')}`;
});
afterEach(async () => {
  process.env['DBUS_SESSION_BUS_ADDRESS'] = before['DBUS_SESSION_BUS_ADDRESS'];
  if (before['DBUS_SESSION_BUS_ADDRESS'] === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS'];
  bus?.close();
  bus = undefined;
  await rm(root, { recursive: true });
});
const open = (with_: typeof encryption | undefined = undefined, limit = 200) => openVault(root, with_, () => undefined, limit);

test('OFF-04: with no keychain and no encryption the token stays in memory, and nothing is on disk', async () => {
  const vault = open();
  expect(await vault.set('cloud/mario', 'token-1', true)).toBe('memory');
  expect(await vault.get('cloud/mario')).toEqual({ secret: 'token-1', driver: 'memory' });
  await vault.close();
  expect(await open().get('cloud/mario')).toBeNull();
  expect(await readdir(root)).toEqual([]);
});

test('OFF-04: with the host’s encryption it outlives the program, never in clear, readable by this user alone', async () => {
  const vault = open(encryption);
  expect(await vault.set('cloud/mario', 'token-1', true)).toBe('encrypted_file');
  await vault.close();
  expect(await open(encryption).get('cloud/mario')).toEqual({ secret: 'token-1', driver: 'encrypted_file' });
  const path = join(root, 'credentials.json');
  expect(await readFile(path, 'utf8')).not.toContain('token-1');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('ACC-15: without Ricordami the token is in memory only, and an older copy is taken away', async () => {
  const vault = open(encryption);
  await vault.set('cloud/mario', 'old', true);
  expect(await vault.set('cloud/mario', 'new', false)).toBe('memory');
  expect((await vault.get('cloud/mario'))?.secret).toBe('new');
  expect(await open(encryption).get('cloud/mario')).toBeNull();
});

test('I11: each person at each cloud has a place of their own; what is removed is gone', async () => {
  const vault = open(encryption);
  await vault.set('cloud/mario', 'm', true);
  await vault.set('cloud/giada', 'g', true);
  await vault.remove('cloud/mario');
  expect(await vault.get('cloud/mario')).toBeNull();
  expect((await vault.get('cloud/giada'))?.secret).toBe('g');
});

test('A broken credentials file and a key that changed ask for the password and nothing worse', async () => {
  const vault = open(encryption);
  await vault.set('cloud/mario', 'm', true);
  const changed = { ...encryption, decrypt: () => Promise.reject(new Error('the key changed')) };
  expect(await open(changed).get('cloud/mario')).toBeNull();
  await writeFile(join(root, 'credentials.json'), '{"cloud/mario": 7');
  expect(await open(encryption).get('cloud/mario')).toBeNull();
});

test('Two people who sign in at once are both kept', async () => {
  const vault = open(encryption);
  await Promise.all([vault.set('a', '1', true), vault.set('b', '2', true), vault.set('c', '3', true)]);
  expect([await vault.get('a'), await vault.get('b'), await vault.get('c')].map((found) => found?.secret)).toEqual(['1', '2', '3']);
});

test('A session bus that accepts and says nothing never hangs the vault (Linux)', async () => {
  const path = join(root, 'bus');
  bus = createServer(() => undefined);
  await new Promise<void>((resolve) => bus?.listen(path, resolve));
  process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${path}`;
  const vault = open();
  expect(await vault.set('cloud/mario', 't', true)).toBe('memory');
  await vault.close();
});

test('A bus address is read as D-Bus writes it: paths, abstract names, several at once', () => {
  expect(socketPath('unix:path=/run/user/1000/bus', undefined)).toBe('/run/user/1000/bus');
  expect(socketPath('unix:abstract=/tmp/dbus-x,guid=1', undefined)).toBe('\0/tmp/dbus-x');
  expect(socketPath('tcp:host=localhost;unix:guid=1,path=/a%20b', undefined)).toBe('/a b');
  expect(socketPath(undefined, '/run/user/1')).toBe(join('/run/user/1', 'bus'));
  expect(socketPath(undefined, undefined)).toBeUndefined();
});
