import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installedElectron } from '../electron-runtime.ts';

/** How long a download of Electron (120 MB) may take before the browser window is the better answer, ms. */
const DOWNLOAD_PATIENCE = 120_000;

/**
 * The executable of an Electron that can run this program: the one that is there, or one that is downloaded now.
 * Undefined when there is none to be had here; the reason was said.
 */
export async function findElectron(root: string, say: (line: string) => void): Promise<string | undefined> {
  const installed = installedElectron();
  if (installed !== undefined) {
    if (!installed.needsRelay) return installed.executable;
    say(`Electron ${installed.version} is too old for the core’s database; using a browser window`);
    return undefined;
  }
  say('Looking for Electron (its own download, once) …');
  const began = Date.now();
  const code = await new Promise<number | string | null>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], { stdio: 'ignore', timeout: DOWNLOAD_PATIENCE });
    const beat = setInterval(() => say(`  … downloading Electron: ${Math.round((Date.now() - began) / 1000)} s`), 5_000);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exit) => {
      clearInterval(beat);
      resolve(exit);
    });
  });
  if (code !== 0) say('  Electron cannot be downloaded here; the same program opens in a browser window instead');
  return installedElectron()?.executable;
}
