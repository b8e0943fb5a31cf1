import { startCloud } from '#cloud/server.ts';
import { makeSmallData } from '#cloud/testing/small-data.ts';

/* The child of bench-cloud.ts: a cloud with the test people, until the parent lets go. */
const [databaseUrl = '', dataFolder = ''] = process.argv.slice(2);
const cloud = await startCloud({ port: 0, databaseUrl, dataFolder, demo: false, log: () => undefined, rateFactor: 1000, jobs: false });
await makeSmallData(cloud.admin, Date.now());
process.on('disconnect', () => void cloud.stop().then(() => process.exit()));
process.send?.(cloud.url);
