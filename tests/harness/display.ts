import { spawn, type ChildProcess } from 'node:child_process';

let server: ChildProcess | undefined;
let number: Promise<string> | undefined;

/** A display for real windows: the machine's own, or one Xvfb for this test process, ended with it. */
export function display(): Promise<string> {
  const own = process.env['DISPLAY'];
  // Another user's programs (unprivileged.ts) have no right to root's own display.
  if (process.platform !== 'linux' || (own !== undefined && own !== '' && process.getuid?.() !== 0)) return Promise.resolve(own ?? '');
  number ??= new Promise((resolve, reject) => {
    server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-ac'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    server.once('error', () => reject(new Error('No Xvfb on this machine: apt-get install xvfb')));
    server.stdio[3]?.once('data', (data: Buffer) => resolve(`:${data.toString().trim()}`));
    server.unref();
    process.once('exit', () => server?.kill());
  });
  return number;
}
