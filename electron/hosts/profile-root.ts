import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder above all profiles: `SPORTELLO_ROOT`, or the place that the system gives to a program's data. */
export function profileRoot(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  const named = environment['SPORTELLO_ROOT'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Sportello');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sportello');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'sportello');
}
