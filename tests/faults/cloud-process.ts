import { startCloud } from '#cloud/server.ts';

/* The cloud in a process of its own, so that it can be killed. node cloud-process.ts PORT DATABASE_URL DATA_FOLDER */
const [port = '', databaseUrl = '', dataFolder = ''] = process.argv.slice(2);
await startCloud({ port: Number(port), databaseUrl, dataFolder, demo: false, log: () => undefined, rateFactor: 1000, jobs: false });
// The test is gone: so is this cloud.
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
