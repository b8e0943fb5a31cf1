import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { tmpdir } from 'node:os';
import { readContext } from '#hosts/context.ts';
import { parseLink } from '#hosts/link.ts';
import { launchHost, type LaunchedHost } from '#tests/harness/browser.ts';

/* OFF-06: the pieces of docs/integration.md against the real program (browser host, no window until one asks). */

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sportello-knocks-'));
const root = join(folder, 'root');
const guide = readFileSync(new URL('../../docs/integration.md', import.meta.url), 'utf8');
const pieceOf = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(guide)?.[1] ?? '';
const main = fileURLToPath(new URL('../../electron/browser/main.ts', import.meta.url));
/** `sportello` as it stands on the path of an installed program. */
const bin = join(folder, 'bin');
const environment = { ...process.env, SPORTELLO_ROOT: root, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
let host: LaunchedHost;

beforeAll(async () => {
  mkdirSync(bin);
  writeFileSync(join(bin, 'sportello'), `#!/bin/sh\nexec "${process.execPath}" "${main}" --no-open "$@"\n`);
  chmodSync(join(bin, 'sportello'), 0o755);
  host = await launchHost({ root, cloudUrl: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  host?.process.kill('SIGINT');
  await host?.exited;
});

/** As a window that comes: what waits for it. */
async function taken(): Promise<unknown> {
  const url = new URL(host.url);
  const cookie = (await fetch(url)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { cookie, origin: url.origin } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const answer = new Promise<string>((resolve) => socket.on('message', (data: Buffer) => data.toString().includes('"id":1') && resolve(data.toString())));
  socket.send(JSON.stringify({ id: 1, method: 'app.takeOpens', input: {} }));
  const { value } = JSON.parse(await answer) as { value: unknown };
  socket.close();
  return value;
}

test('OFF-06: the Python piece of the guide opens the form of a running program', async () => {
  const script = join(folder, 'knock.py');
  writeFileSync(script, `${pieceOf('python')}\nprint(contact_support({"program": "Magazzino", "version": "23.0.0.69", "code": "PRN-0012", "summary": "È finita la carta", "log": ["uno", "due"]}))\n`);
  const { stdout } = await run('python3', [script], { env: environment });
  expect(stdout.trim()).toBe('True');
  expect(await taken()).toEqual([{ screen: 'ticket.new', parameters: { program: 'Magazzino', version: '23.0.0.69', code: 'PRN-0012', summary: 'È finita la carta', log: 'uno\ndue' } }]);
  expect(await taken()).toEqual([]);
});

test('OFF-06: the shell piece hands its file to the running program', async () => {
  const script = join(folder, 'knock.sh');
  writeFileSync(script, pieceOf('sh'));
  // It ends with 3: the program runs already and has been told.
  await run('sh', [script], { env: environment }).catch((error: { code?: number }) => expect(error.code).toBe(3));
  expect(await taken()).toEqual([{ screen: 'ticket.new', parameters: { program: 'Notturno', version: '4.2', code: 'JOB-7', summary: 'La stampa notturna non è partita' } }]);
});

test('OFF-06: where nothing runs, the Python piece starts the program with a file, and its form waits for the window', async () => {
  host.process.kill('SIGINT');
  await host.exited;
  const script = join(folder, 'start.py');
  // The piece starts `program` by itself; here that writes down what it was given.
  const given = join(folder, 'given.txt');
  writeFileSync(join(bin, 'starter'), `#!/bin/sh\necho "$@" > "${given}.part"\nmv "${given}.part" "${given}"\n`);
  chmodSync(join(bin, 'starter'), 0o755);
  writeFileSync(script, `${pieceOf('python').replace('subprocess.Popen(', 'subprocess.run(')}\nprint(contact_support({"title": "Da fermo"}, "starter"))\n`);
  const { stdout } = await run('python3', [script], { env: environment });
  expect(stdout.trim()).toBe('False');
  const [flag, file = ''] = readFileSync(given, 'utf8').trim().split(' ');
  expect(flag).toBe('--new-ticket');
  host = await launchHost({ root, cloudUrl: 'http://127.0.0.1:9', arguments: ['--new-ticket', file] });
  expect(await taken()).toEqual([{ screen: 'ticket.new', parameters: { title: 'Da fermo' } }]);
});

test('OFF-06: the pieces that cannot run here say nothing that the format does not know', () => {
  const powershell = /Open-SupportRequest @\{ (.*) \}/.exec(pieceOf('powershell'))?.[1] ?? '';
  const csharp = /Serialize\(new \{ (.*?) \}\)/.exec(pieceOf('csharp'))?.[1] ?? '';
  const names = (text: string, divider: RegExp) => text.split(divider).map((part) => part.split('=')[0]?.trim() ?? '');
  const example: Record<string, unknown> = { sportello: 1, at: '2026-11-03T11:11:12+01:00', log: ['x'] };
  for (const list of [names(powershell, /;/), names(csharp, /,(?![^(]*\))/)]) {
    expect(list.length).toBeGreaterThan(3);
    expect(readContext(JSON.stringify(Object.fromEntries(list.map((name) => [name, example[name] ?? 'x']))))).toMatchObject({ ok: true });
  }
  const link = [...pieceOf('vb').matchAll(/[?&](\w+)=/g)].map((found) => found[1]);
  expect(link).toEqual(['program', 'version', 'code', 'summary']);
  expect(parseLink(`sportello://ticket/new?${link.map((name) => `${name}=x`).join('&')}`)).toBeDefined();
});
