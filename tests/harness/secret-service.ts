import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asNobody, giveAway } from './unprivileged.ts';

const PASSWORD = 'test';
const PROGRAMS = ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus'] as const;
const SECRETS = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];

/** A real Secret Service (gnome-keyring) on a session bus of its own, unlocked. */
export interface SecretService {
  /** What a program needs in its environment to find it. */
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_RUNTIME_DIR', string>>;
  /** As when a person locks the keyring: nothing in it can be read before its password, which nobody is asked for here. */
  lock(): Promise<void>;
  /** As when a person takes everything out, or a machine is set up anew. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** Why there can be none here, in words; undefined where there can. `npm test` brings the programs on Debian as root. */
export function noSecretService(): string | undefined {
  if (process.platform !== 'linux') return 'the Secret Service is Linux’s: other systems have a keychain of their own';
  const missing = PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  return missing.length === 0 ? undefined : `not on this machine: ${missing.join(', ')} (apt-get install dbus gnome-keyring libglib2.0-bin)`;
}

/** @param unprivileged for a program that runs as `nobody`: a bus serves its own user alone */
export async function startSecretService({ unprivileged = false } = {}): Promise<SecretService> {
  const home = mkdtempSync(join(tmpdir(), 'sportello-keyring-'));
  chmodSync(home, 0o700);
  if (unprivileged) giveAway(home);
  const program = (path: string) => (unprivileged ? asNobody(path) : path);
  const base = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data') };
  const bus = spawn(program('/usr/bin/dbus-daemon'), ['--session', '--nofork', '--nopidfile', '--print-address=3', `--address=unix:path=${join(home, 'bus')}`], {
    env: base, cwd: home, stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [address] = (await once(bus.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  const env = { DBUS_SESSION_BUS_ADDRESS: address.toString().trim(), XDG_RUNTIME_DIR: home };
  const call = (...args: string[]) => promisify(execFile)(program('/usr/bin/gdbus'), args, { env: { ...base, ...env }, cwd: home });

  let keyring: ChildProcess | undefined;
  const open = async () => {
    keyring = spawn(program('/usr/bin/gnome-keyring-daemon'), ['--foreground', '--unlock', '--components=secrets'], { env: { ...base, ...env }, cwd: home, stdio: ['pipe', 'ignore', 'ignore'] });
    keyring.stdin?.end(PASSWORD);
    await call('wait', '--session', '--timeout', '20', 'org.freedesktop.secrets');
  };
  const close = async (child: ChildProcess | undefined) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  await open();
  return {
    env,
    async lock() {
      await call('call', '--session', ...SECRETS, '--method', 'org.freedesktop.Secret.Service.Lock', "['/org/freedesktop/secrets/collection/login']");
    },
    async empty() {
      await close(keyring);
      rmSync(join(home, 'data'), { recursive: true, force: true });
      await open();
    },
    async stop() {
      await close(keyring);
      await close(bus);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
