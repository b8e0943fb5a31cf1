import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Requiring electron in plain Node starts a download: in every test it is a file that throws instead. */
const resolve = { alias: [{ find: /^electron$/, replacement: here('./tests/boundaries/electron-stub.ts') }] };
const journey = { include: ['tests/journeys/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false };

/*
 * unit: beside the code, real SQLite and real PostgreSQL. The others each start programs of their own, one file at a
 * time. The same journeys run in both hosts: SPORTELLO_HOST says which.
 */
export default defineConfig({
  test: {
    watch: false,
    globalSetup: [here('./tests/own-temp.ts')],
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'cloud/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      { resolve, test: { name: 'boundaries', include: ['tests/boundaries/**/*.test.ts'], testTimeout: 120_000 } },
      { resolve, test: { name: 'packaging', include: ['tests/packaging/**/*.test.ts'], testTimeout: 400_000, hookTimeout: 400_000, fileParallelism: false } },
      { resolve, test: { name: 'hosts', include: ['tests/hosts/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } },
      { resolve, test: { ...journey, name: 'journeys-browser', env: { SPORTELLO_HOST: 'browser' } } },
      { resolve, test: { ...journey, name: 'journeys-desktop', env: { SPORTELLO_HOST: 'desktop' } } },
    ],
  },
});
