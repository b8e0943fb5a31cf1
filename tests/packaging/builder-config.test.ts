import { fileURLToPath } from 'node:url';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = () => getConfig(root, 'electron-builder.yml', null);

test('electron-builder accepts its configuration', async () => {
  await expect(validateConfiguration(await read(), new DebugLogger(false))).resolves.toBeUndefined();
});

test('A word that electron-builder does not know is refused, so the check above means something', async () => {
  await expect(validateConfiguration({ ...(await read()), ...{ asarr: true } }, new DebugLogger(false))).rejects.toThrow(/asarr/);
});

test('Every fuse is set, and those that open the program are off', async () => {
  const { electronFuses } = await read();
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('Nothing is compiled, natives lie beside the asar, links are ours, and the person needs no administrator (OFF-06, OFF-10)', async () => {
  const { npmRebuild, asar, asarUnpack, protocols, nsis, publish } = await read();
  expect({ npmRebuild, asar, asarUnpack, protocols, publish }).toEqual({ npmRebuild: false, asar: { smartUnpack: false }, asarUnpack: ['**/*.node'], protocols: [{ name: 'Sportello', schemes: ['sportello'] }], publish: null });
  expect(nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
});
