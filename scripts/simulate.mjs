import { bootstrap } from './bootstrap.mjs';

await bootstrap('../tests/faults/simulate/main.ts', []);
