import { chmod, copyFile, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CoreError } from '../core-error.ts';
import { diskFailure } from '../disk-failure.ts';
import { makePrivateFolder } from '../private-file.ts';
import type { AttachmentFile } from './fetch-attachment.ts';

/** What the system would run rather than show; a ticket's attachment is a stranger's file (R8). */
const PROGRAMS = new Set(
  (
    'app appimage application appref-ms bat chm cmd com command cpl deb desktop dll dmg exe fileloc gadget hta img inf ins inetloc iso jar jnlp js jse ' +
    'lnk mpkg msc msi msix msp mst pif pkg ps1 psm1 py pyw reg rpm run scf scpt scr settingcontent-ms sh shb sys terminal tool url vb vbe vbs vhd vhdx ' +
    'webloc workflow ws wsc wsf wsh xll'
  ).split(' '),
);

/**
 * A copy under the file's own name, since the kept bytes lie under their hash and no program would know them; changes
 * made to it stay out of what was sent. Throws `file.program` for what the system would run.
 */
export async function openableCopy(root: string, attachmentId: string, file: AttachmentFile): Promise<string> {
  const name = safeName(file.name);
  if (PROGRAMS.has(extname(name).slice(1).toLowerCase())) throw new CoreError('file.program', { name: file.name });
  const folder = join(root, 'opened', attachmentId);
  const path = join(folder, name);
  try {
    await makePrivateFolder(folder);
    await copyFile(file.path, path);
    await chmod(path, 0o600);
  } catch (error) {
    return diskFailure(error);
  }
  return path;
}

/** Copies are for looking; none stays from one run, or one person, to the next. */
export async function forgetCopies(root: string): Promise<void> {
  // One that a program still holds open goes the next time.
  await rm(join(root, 'opened'), { recursive: true, force: true }).catch(() => undefined);
}

/** The name without what a file system or a person could take for something else; never empty, at most 120 characters. */
export function safeName(name: string): string {
  const plain = name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_').replace(/[. ]+$/, '');
  const extension = extname(plain).slice(0, 20);
  const stem = plain.slice(0, plain.length - extname(plain).length).slice(0, 100).replace(/^\.+/, '');
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);
  return `${reserved ? '_' : ''}${stem || 'file'}${extension}`;
}
