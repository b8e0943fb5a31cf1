import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPinLock } from './pin-lock.ts';

let folder = '';
let now = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-pin-'));
  now = 1_000_000;
});
afterEach(() => rm(folder, { recursive: true }));
const open = () => openPinLock(folder, () => now);
const failure = (work: Promise<void>) => work.then(() => 'opened', (error: unknown) => error);

test('OFF-04: without a PIN the desk is open and cannot be locked', async () => {
  const lock = await open();
  expect([lock.locked(), lock.chosen(), lock.lock(), lock.locked()]).toEqual([null, null, false, null]);
});

test('OFF-04: a PIN is asked for at every start, and is nowhere on the disk; the file is this user’s alone', async () => {
  await (await open()).set(null, '271828', null);
  const lock = await open();
  expect(lock.locked()).toEqual({ triesLeft: 5, waitUntil: null });
  await lock.unlock('271828');
  expect(lock.locked()).toBeNull();
  expect(await readFile(join(folder, 'pin.json'), 'utf8')).not.toContain('271828');
  if (process.platform !== 'win32') expect((await stat(join(folder, 'pin.json'))).mode & 0o777).toBe(0o600);
});

test('OFF-04: five tries with growing waits, also over restarts; then the right PIN opens nothing and the password does', async () => {
  await (await open()).set(null, '271828', null);
  const waits: unknown[] = [];
  for (let tries = 1; tries <= 5; tries += 1) {
    const lock = await open();
    waits.push(await failure(lock.unlock('000000')));
    // The right one is not even looked at before its time.
    if (tries > 1 && tries < 5) expect(await failure(lock.unlock('271828'))).toMatchObject({ code: 'pin.wait' });
    now = lock.locked()?.waitUntil ?? now;
  }
  expect(waits).toMatchObject([{ code: 'pin.wrong', facts: { left: 4 } }, { code: 'pin.wrong', facts: { left: 3 } }, { facts: { left: 2 } }, { facts: { left: 1 } }, { code: 'pin.spent' }]);
  expect(now).toBe(1_000_000 + 5_000 + 30_000 + 120_000);
  const lock = await open();
  expect(await failure(lock.unlock('271828'))).toMatchObject({ code: 'pin.spent' });
  expect(lock.locked()?.triesLeft).toBe(0);
  await lock.passed();
  expect(lock.locked()).toBeNull();
  const again = await open();
  expect(await failure(again.unlock('271828'))).toBe('opened');
});

test('OFF-04: a clock that was turned back makes nobody wait longer than the longest wait', async () => {
  await (await open()).set(null, '271828', null);
  await failure((await open()).unlock('000000'));
  await failure((await open()).unlock('000000'));
  now -= 10 * 365 * 86_400_000;
  expect((await open()).locked()?.waitUntil).toBe(now + 120_000);
});

test('OFF-04: a broken file stands for a spent PIN, never for none', async () => {
  await writeFile(join(folder, 'pin.json'), '{"salt": 7');
  const lock = await open();
  expect(lock.locked()?.triesLeft).toBe(0);
  expect(await failure(lock.unlock(''))).toMatchObject({ code: 'pin.spent' });
  await lock.passed();
  expect((await open()).locked()).toBeNull();
});

test('OFF-04: changing and removing want the PIN in force', async () => {
  const lock = await open();
  await lock.set(null, '1111', 5);
  expect(await failure(lock.set(null, '2222', null))).toMatchObject({ code: 'pin.wrong' });
  await lock.set('1111', '2222', null);
  expect(await failure(lock.remove('1111'))).toMatchObject({ code: 'pin.wrong' });
  await lock.remove('2222');
  expect((await open()).locked()).toBeNull();
});

test('OFF-04: a desk that was left alone for the chosen minutes is idle; whoever is there begins the time anew', async () => {
  const lock = await open();
  await lock.set(null, '1111', 5);
  now += 4 * 60_000;
  lock.active();
  now += 4 * 60_000;
  expect(lock.isIdle()).toBe(false);
  now += 60_000;
  expect(lock.isIdle()).toBe(true);
  lock.lock();
  expect(lock.isIdle()).toBe(false);
});
