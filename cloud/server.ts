import { access as mayAccess, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { pino, type Logger } from 'pino';
import { Afterwards } from './afterwards.ts';
import { Admin } from './admin/admin.ts';
import type { AdminApi } from './admin/admin-api.ts';
import { Access } from './auth/access.ts';
import { authMail } from './auth/auth-mail.ts';
import { authSecret } from './auth/auth-secret.ts';
import { settleAllIdentity, settleIdentity } from './auth/identity-effects.ts';
import { makeAuth } from './auth/better-auth.ts';
import { invitationFiller } from './auth/invited.ts';
import { Secrets } from './auth/secrets.ts';
import { SignInGuard } from './auth/sign-in-guard.ts';
import { Tokens } from './auth/tokens.ts';
import { CloudStartError } from './cloud-start-error.ts';
import { startCluster } from './db/embedded/cluster.ts';
import { migrate } from './db/migrate.ts';
import { openPools } from './db/pools.ts';
import { postgresData } from './db/tenant-data.ts';
import { beginDemo, discardUnfinishedDemo, endDemo } from './db/unfinished-demo.ts';
import { BlobStore } from './files/blob-store.ts';
import { makeUploads } from './files/uploads.ts';
import { makeHttpServer } from './http-server.ts';
import { startJobs } from './jobs/jobs.ts';
import { Mailer } from './mail/mailer.ts';
import type { Outlet } from './mail/send-waiting-mail.ts';
import type { Services } from './services.ts';
import { joinOtherClouds } from './sync/other-clouds.ts';
import { Pokes } from './sync/pokes.ts';
import manifest from '../package.json' with { type: 'json' };

export interface CloudOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  /** The owner's address of a PostgreSQL 18 database; an embedded one is started when left out. */
  readonly databaseUrl?: string;
  /** Files, secrets and, where it is embedded, the database. Made when missing. */
  readonly dataFolder: string;
  /** Fills an empty database with demonstration data. */
  readonly demo: boolean;
  /** A line for people at every slow step. */
  readonly log: (line: string) => void;
  /** The structured log; nothing when left out. */
  readonly logger?: Logger;
  /** The address that clients use, where it is not the one we listen at. */
  readonly publicUrl?: string;
  /** Where mail leaves; left out, it is kept and shown at /dev/mail. */
  readonly smtp?: { readonly url: string; readonly from: string };
  readonly now?: () => number;
  /** Multiplies the rate limits; for tests that hurry. */
  readonly rateFactor?: number;
  /** Background jobs run unless this is false. */
  readonly jobs?: boolean;
}

export interface RunningCloud {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly admin: AdminApi;
  readonly services: Services;
  /** Ends with everything written, the embedded database included. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the whole cloud and listens.
 * @throws CloudStartError for everything that a person can do something about
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const { port, host = '127.0.0.1', databaseUrl, dataFolder, demo, log, logger = pino({ level: 'silent' }), now = Date.now, rateFactor = 1 } = options;
  await checkFolder(dataFolder);
  await checkPort(host, port);

  // What has been started is stopped in reverse, when all is over or when a later step fails.
  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  try {
    const cluster = databaseUrl === undefined ? await startCluster({ folder: dataFolder, progress: log }) : undefined;
    if (cluster) stops.push(() => cluster.stop());
    const url = databaseUrl ?? cluster?.url('postgres') ?? '';
    const pools = openPools(url, (error) => logger.warn({ err: error }, 'a database connection broke'));
    stops.push(() => pools.close());
    await reachable(pools.owner, databaseUrl !== undefined);
    await discardUnfinishedDemo(pools.owner, log);
    await migrate(pools.owner, log);

    const pokes = new Pokes();
    const access = new Access(pools, now);
    const secret = await authSecret(dataFolder);
    const secrets = new Secrets(secret);
    const site = { url: options.publicUrl ?? '' };
    const afterwards = new Afterwards((error) => logger.error({ err: error }, 'what follows an answer failed'));
    stops.push(() => afterwards.idle());
    const filler = invitationFiller({ pools, secrets, site, now });
    const mailer = new Mailer({ pools, secrets, filler, now }, outletOf(options.smtp), afterwards, logger);
    const auth = makeAuth(pools, secret, options.publicUrl, authMail({ pools, mailer, site }));
    const core = {
      pools, pokes, access, auth, now, secrets, site, afterwards, mailer,
      version: manifest.version,
      tokens: new Tokens(auth),
      guard: new SignInGuard({ pools, now }, 'one', 5),
      // An office behind one address mistypes a good deal.
      networks: new SignInGuard({ pools, now }, 'network', 50),
      blobs: new BlobStore(join(dataFolder, 'files')),
      place: {
        data: postgresData(pools.app),
        pokes,
        now,
        settleIdentity: (tenant: string): Promise<void> => settleIdentity(core, tenant),
        problem: (error: unknown, commandId: string) => logger.error({ err: error, commandId }, 'a command failed'),
      },
    };
    const services: Services = { ...core, uploads: makeUploads(core, join(dataFolder, 'uploads')) };
    stops.push(await joinOtherClouds(url, services, (error) => logger.warn({ err: error }, 'other clouds on this database are not heard')));
    const admin = new Admin(services);
    // A crash may have come between a commit and what follows from it.
    await settleAllIdentity(services);
    if (demo && (await admin.countTenants()) === 0) {
      log('Making the demonstration data, once …');
      const { seedDemo } = await import('#cloud/demo/seed-demo.ts');
      await beginDemo(pools.owner);
      await seedDemo(admin, log);
      await endDemo(pools.owner);
    }
    if (options.jobs !== false) stops.push(await startJobs(services, url, logger));
    const app = await makeHttpServer(services, logger, rateFactor);
    stops.push(() => app.close());
    const address = await app.listen({ port, host }).catch((error: unknown) => {
      throw portError(error, host, port);
    });
    site.url ||= address;
    return { url: address, admin, services, stop: stopAll };
  } catch (error) {
    await stopAll().catch((problem: unknown) => logger.error({ err: problem }, 'stopping failed'));
    throw error;
  }
}

function outletOf(smtp: CloudOptions['smtp']): Outlet | undefined {
  return smtp === undefined ? undefined : { transport: createTransport(smtp.url), from: smtp.from };
}

async function checkFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const path of [join(folder, 'files'), join(folder, 'uploads')]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await mayAccess(path, constants.W_OK);
    }
  } catch (error) {
    throw new CloudStartError('data_folder.not_writable', { folder }, error);
  }
}

/** Before the database is started for nothing. */
async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portError(error, host, port)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portError(error: unknown, host: string, port: number): unknown {
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE') return new CloudStartError('port.taken', { host, port }, error);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new CloudStartError('port.refused', { host, port }, error);
  return error;
}

async function reachable(owner: Services['pools']['owner'], given: boolean): Promise<void> {
  try {
    await owner.query('select 1');
  } catch (error) {
    if (!given) throw new CloudStartError('database.start_failed', { problem: String(error) }, error);
    throw new CloudStartError('database.unreachable', { problem: error instanceof Error ? error.message : String(error) }, error);
  }
}
