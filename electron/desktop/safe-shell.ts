import { shell } from 'electron';
import { externalUrl } from '#hosts/external-url.ts';

/** The only door to the system's programs (security.md, Desktop). */
export const SafeShell = {
  /** Opens an https or mailto address; false, and nothing opened, for any other. */
  async openExternal(text: string): Promise<boolean> {
    const url = externalUrl(text);
    if (url === undefined) return false;
    await shell.openExternal(url.href);
    return true;
  },
  /** Opens a file of ours with the program that the system has for it; false where it has none. */
  async openFile(path: string): Promise<boolean> {
    return (await shell.openPath(path)) === '';
  },
};
