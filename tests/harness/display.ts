import { spawn } from 'node:child_process';

let number: Promise<string> | undefined;

/** A display for real windows: the machine's own, or one Xvfb for this test process, ended with it. */
export function display(): Promise<string> {
  const own = process.env['DISPLAY'];
  // Another user's programs (unprivileged.ts) have no right to root's own display.
  if (process.platform !== 'linux' || (own !== undefined && own !== '' && process.getuid?.() !== 0)) return Promise.resolve(own ?? '');
  number ??= new Promise((resolve, reject) => {
    // It ends when our end of its input closes: however a test process goes, its display goes too.
    const server = spawn('sh', ['-c', 'Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -ac 0</dev/null & read -r _; kill $!'], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
    server.stdio[3]?.once('data', (data: Buffer) => resolve(`:${data.toString().trim()}`));
    server.stdio[3]?.once('close', () => reject(new Error('No Xvfb on this machine: apt-get install xvfb')));
    server.unref();
  });
  return number;
}
