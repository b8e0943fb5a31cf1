import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, statSync, writeFileSync } from 'node:fs';
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

/** What tells one state of a path from another without reading it all. */
function stateOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}

/**
 * The path itself where `nobody` may go, else a copy of it where they may, made once per state. A clone in root's home
 * is the usual case.
 * @param parts of a folder, to copy only those
 * @param state tells when a copy is out of date; by default size and time of the path itself
 */
export function within(path: string, parts: readonly string[] = ['.'], state: string = stateOf(path)): string {
  if (!isRoot() || enterable(statSync(path).isDirectory() ? path : dirname(path))) return path;
  // Never changed once made: a program that runs from it keeps its files.
  const folder = join(process.env['SPORTELLO_KEPT_TEMP'] ?? tmpdir(), `sportello-harness-${createHash('sha256').update(state).digest('hex').slice(0, 16)}`);
  const copy = join(folder, 'copy');
  if (existsSync(folder)) {
    if (statSync(folder).uid !== 0) throw new Error(`${folder} is another user's; remove it`);
    return copy;
  }
  const beside = mkdtempSync(`${folder}-`);
  for (const part of parts) cpSync(join(path, part), join(beside, 'copy', part), { recursive: true, dereference: true });
  execFileSync('chmod', ['-R', 'a+rX', beside]);
  renameSync(beside, folder);
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
