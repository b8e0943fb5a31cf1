import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

/**
 * Every temporary folder and socket of a test run lies in one folder, which goes when the run ends: also what programs
 * leave that a test kills with -9. What is kept from run to run asks for SPORTELLO_KEPT_TEMP.
 */
export function setup(): void {
  const machine = tmpdir();
  folder = mkdtempSync(join(machine, 'sportello-test-'));
  // Electron runs as nobody where the tests run as root (tests/harness/unprivileged.ts), and must get through.
  chmodSync(folder, 0o755);
  Object.assign(process.env, { SPORTELLO_KEPT_TEMP: machine, TMPDIR: folder, TEMP: folder, TMP: folder });
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
