import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startCloud, type CloudOptions, type RunningCloud } from '#cloud/server.ts';
import { makeSmallData } from './small-data.ts';
import { createTestDatabase } from './test-cluster.ts';

export interface TestCloudOptions {
  /** `small`: see small-data.ts; `empty`: nobody and nothing. */
  readonly data?: 'small' | 'empty';
  /** The cloud's clock, ms; the system's when left out. */
  readonly now?: () => number;
  /** The rate limits are a thousand times as wide when left out. */
  readonly rateFactor?: number;
  readonly jobs?: boolean;
  /** Where mail leaves; it is kept when left out. */
  readonly smtp?: CloudOptions['smtp'];
  readonly logger?: Logger;
}

export interface TestCloud {
  readonly url: string;
  /** The owner's address of the database, past all row-level security. */
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** The running cloud; another one after `restart`. */
  readonly cloud: RunningCloud;
  /** Stops the cloud alone; database and files stay. */
  halt(): Promise<void>;
  /** Starts it again at the same address, on the same database and files. */
  restart(): Promise<void>;
  /** Stops it and removes all it had. */
  stop(): Promise<void>;
}

/** A whole cloud on a free port of 127.0.0.1, with a real PostgreSQL database and files of its own. */
export async function createTestCloud({ data = 'small', now = Date.now, rateFactor = 1000, jobs = false, smtp, logger }: TestCloudOptions = {}): Promise<TestCloud> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sportello-cloud-'));
  const start = (port: number) =>
    startCloud({ port, databaseUrl: database.url, dataFolder, demo: false, log: () => undefined, now, rateFactor, jobs, ...(smtp ? { smtp } : {}), ...(logger ? { logger } : {}) });
  let cloud = await start(0);
  const { url } = cloud;
  if (data === 'small') await makeSmallData(cloud.admin, now());
  return {
    url,
    databaseUrl: database.url,
    dataFolder,
    get cloud() {
      return cloud;
    },
    halt: () => cloud.stop(),
    restart: async () => {
      await cloud.stop();
      cloud = await start(Number(new URL(url).port));
    },
    stop: async () => {
      await cloud.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
