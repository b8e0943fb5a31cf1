import { globSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform } from 'electron-builder';
import { _electron } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { BUNDLES, buildStale } from '#scripts/build.ts';
import { testElectron } from '#scripts/electron-runtime.ts';
import { display } from '#tests/harness/display.ts';
import { asNobody, giveAway, isRoot } from '#tests/harness/unprivileged.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = mkdtempSync(join(tmpdir(), 'sportello-package-'));
const made = join(output, 'linux-unpacked');
const resources = join(made, 'resources');
let needsRelay = false;

/** A real package by `electron-builder --linux dir`, around the Electron that this machine has: nothing is downloaded. */
beforeAll(async () => {
  await buildStale(BUNDLES, () => undefined);
  const runtime = await testElectron();
  needsRelay = runtime.needsRelay;
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    publish: 'never',
    // Merged with electron-builder.yml by electron-builder itself.
    config: {
      directories: { output },
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      // The test flavour: Playwright speaks to the program through the inspector.
      electronFuses: { enableNodeCliInspectArguments: true },
    },
  });
  if (isRoot()) giveAway(output);
});

const inAsar = () => listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
const isFile = (paths: readonly string[]) => paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));

test('The archive holds the bundles, the manifest and the two native packages, and nothing else', () => {
  const files = isFile(inAsar());
  expect(files).toEqual(expect.arrayContaining(['package.json', 'dist/desktop/main.cjs', 'dist/desktop/preload.cjs', 'dist/core/core-process.js', 'dist/core/cache-writer.js', 'dist/renderer/index.html', 'dist/build.txt']));
  const strange = files.filter((path) => !/^(?:package\.json|dist\/(?:build\.txt|desktop\/[\w-]+\.cjs|core\/[\w-]+\.js|renderer\/.+)|node_modules\/(?:better-sqlite3|@napi-rs\/keyring(?:-[\w-]+)?)\/.+)$/.test(path));
  expect(strange).toEqual([]);
  expect(files.filter((path) => /\.(?:map|ts|tsx|[ch]|[ch]pp|gyp)$|\.test\./.test(path))).toEqual([]);
});

test('Beside the archive lie the native files of this platform alone', () => {
  const unpacked = globSync('**/*', { cwd: join(resources, 'app.asar.unpacked'), withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(join(resources, 'app.asar.unpacked').length + 1));
  expect(unpacked.sort()).toEqual(['node_modules/@napi-rs/keyring-linux-x64-gnu/keyring.linux-x64-gnu.node', 'node_modules/better-sqlite3/prebuilds/linux-x64.node']);
  for (const file of unpacked) expect(readFileSync(join(resources, 'app.asar.unpacked', file)).subarray(0, 4).toString('latin1'), file).toBe('\x7fELF');
});

test('The manifest that is shipped names the program and carries no tools', () => {
  const shipped = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.keys(shipped.dependencies).sort()).toEqual(['@napi-rs/keyring', 'better-sqlite3']);
  expect(statSync(join(resources, 'app.asar')).size).toBeLessThan(20_000_000);
  expect(statSync(join(resources, 'icons', 'tray.png')).isFile()).toBe(true);
});

test('The fuses are the configured ones, in the executable itself', async () => {
  const wire = await getCurrentFuseWire(join(made, 'sportello'));
  // The fuse wire in the file is text: a 1 for what is on.
  const on = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0) === '1';
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    cookies: on(FuseV1Options.EnableCookieEncryption),
  }).toEqual({ runAsNode: false, nodeOptions: false, onlyAsar: true, filePrivileges: false, cookies: true });
});

test('The package starts: its window is sandboxed and shows our screens out of the archive', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sportello-home-'));
  giveAway(home);
  const app = await _electron.launch({
    executablePath: asNobody(join(made, 'sportello')),
    chromiumSandbox: true,
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'it_IT.UTF-8', DISPLAY: await display(), SPORTELLO_ROOT: join(home, 'desk'), SPORTELLO_CLOUD: 'http://127.0.0.1:9' },
  });
  try {
    const window = await app.firstWindow();
    await window.waitForFunction(() => (document.querySelector('#root')?.childElementCount ?? 0) > 0);
    expect(new URL(window.url()).href).toBe('app://sportello/');
    expect(await app.evaluate(({ app: electron }) => [electron.isPackaged, electron.getVersion()])).toEqual([true, '0.1.0']);
    expect(await window.evaluate(() => ['require' in globalThis, 'process' in globalThis, Object.keys((globalThis as unknown as { sportello: object }).sportello)])).toEqual([false, false, ['invoke', 'subscribe']]);
    // Electron 33, the registry's, embeds a Node that cannot load the database: the core is as far as it gets there.
    if (!needsRelay) await window.getByRole('textbox').first().waitFor();
  } finally {
    const { pid } = app.process();
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  }
});
