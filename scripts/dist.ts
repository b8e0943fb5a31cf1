import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildStale, BUNDLES } from './build.ts';

/*
 * `npm run dist [-- --win|--mac|--linux …]`: installers of this platform in release/.
 * SPORTELLO_CLOUD is built in as the cloud's address, SPORTELLO_KEEPERS as the mail address of the program's keepers; SPORTELLO_UPDATES is the folder that installed programs ask for
 * updates. Signing and the installers' tools need the network and the owner's certificates (electron-builder's own settings).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const cloud = process.env['SPORTELLO_CLOUD'];
const updates = process.env['SPORTELLO_UPDATES'];

if (cloud === undefined) console.log('SPORTELLO_CLOUD is not set: this package will look for its cloud on the same computer.');
else process.env['SPORTELLO_CLOUD_BUILT'] = cloud;
const keepers = process.env['SPORTELLO_KEEPERS'];
if (keepers === undefined) console.log('SPORTELLO_KEEPERS is not set: who cannot sign in is sent to their company’s administrator.');
else process.env['SPORTELLO_KEEPERS_BUILT'] = keepers;
await buildStale(BUNDLES, (line) => console.log(line));

const place = updates === undefined ? [] : ['-c.publish.provider=generic', `-c.publish.url=${updates}`];
const child = spawn(process.execPath, ['node_modules/electron-builder/cli.js', '--config', 'electron-builder.yml', '--publish', 'never', ...place, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
child.once('close', (code) => process.exit(code ?? 1));
