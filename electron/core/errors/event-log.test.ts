import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEventLog } from './event-log.ts';

const folder = () => mkdtemp(join(tmpdir(), 'sportello-events-'));

test('The event log survives a restart and holds no personal text', async () => {
  const root = await folder();
  const log = await openEventLog(root, () => 1000);
  log.write('warn', 'cloud.timeout', { who: 'mario.rossi@rossisrl.example' });
  await log.flush();
  expect(await readFile(join(root, 'events.log'), 'utf8')).not.toContain('mario');
  const again = await openEventLog(root, () => 2000);
  expect(again.tail(10)).toEqual([{ at: 1000, level: 'warn', text: 'cloud.timeout who=‹e-mail›' }]);
});

test('The event log is readable by this user alone and turns over at 1 MB', async () => {
  const root = await folder();
  const log = await openEventLog(root, () => 1);
  for (let index = 0; index < 3000; index += 1) {
    log.write('info', 'filler', { text: 'parole '.repeat(100) });
    if (index % 100 === 0) await log.flush();
  }
  await log.flush();
  const { size, mode } = await stat(join(root, 'events.log'));
  expect(size).toBeLessThanOrEqual(1024 * 1024);
  expect((await stat(join(root, 'events.1.log'))).size).toBeGreaterThan(0);
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

test('R6: an event log that cannot be written costs its lines on disk and nothing else', async () => {
  const log = await openEventLog('/dev/null/sportello', () => 1);
  log.write('error', 'disk.read_only');
  await log.flush();
  expect(log.tail(5)).toHaveLength(1);
});
