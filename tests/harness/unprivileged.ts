import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Chromium's sandbox is no sandbox under root, so a test that runs as root starts Electron as `nobody`: then the
 * sandbox is the real one and the product needs no flag that users do not have (electron-here.md).
 */
const NOBODY = '65534';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function enterable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
    if (folder === dirname(folder)) return true;
  }
}

const copies = new Map<string, string>();

/** The path itself where `nobody` may go, else a copy of it where they may. A clone in root's home is the usual case. */
export function within(path: string): string {
  if (!isRoot() || enterable(statSync(path).isDirectory() ? path : dirname(path))) return path;
  const known = copies.get(path);
  if (known !== undefined && existsSync(known)) return known;
  const folder = mkdtempSync(join(tmpdir(), 'sportello-copy-'));
  chmodSync(folder, 0o755);
  const copy = join(folder, 'copy');
  cpSync(path, copy, { recursive: true, dereference: true });
  execFileSync('chmod', ['-R', 'a+rX', copy]);
  copies.set(path, copy);
  return copy;
}

/** Makes the folder the unprivileged user's own, with all that is in it. Its parents must let them pass. */
export function giveAway(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (isRoot()) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
}

/** An executable that starts `executable` as the unprivileged user in the same process: its pid is Electron's own. */
export function asNobody(executable: string): string {
  if (!isRoot()) return executable;
  const folder = mkdtempSync(join(tmpdir(), 'sportello-run-'));
  chmodSync(folder, 0o755);
  const script = join(folder, 'electron.sh');
  writeFileSync(script, `#!/bin/sh\nexec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups -- '${executable}' "$@"\n`, { mode: 0o755 });
  return script;
}
