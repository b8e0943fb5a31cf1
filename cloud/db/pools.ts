import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { IdentityTables, JobTables } from './tables.ts';

/**
 * One pool for each role of the database (security.md, Cloud). A connection starts as its role and cannot act as the
 * owner by forgetting something.
 */
export interface Pools {
  /** Migrations and sequences; used at start and by the admin alone. */
  readonly owner: pg.Pool;
  /** `sportello_app`: synced rows under row-level security. Queries that do not wait for one another travel together. */
  readonly app: pg.Pool;
  /** `sportello_auth`: people, companies, memberships, sessions. */
  readonly auth: pg.Pool;
  readonly identity: Kysely<IdentityTables>;
  /** `sportello_jobs`: the job queue, and the mail of all tenants. */
  readonly jobs: Kysely<JobTables>;
  close(): Promise<void>;
}

/** Numbers of PostgreSQL's bigint come as JavaScript numbers: ours are times and counters, far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** A transaction that hangs would hold its tenant's feed for everybody: it is ended, and the desk sends again (ms). */
const PATIENCE = '-c statement_timeout=60000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000';

/**
 * Values differ in nothing that a plan of ours could use, and the larger statements, where PostgreSQL chooses, would be
 * planned again at each call, which takes longer than they do.
 */
const ONE_PLAN = '-c plan_cache_mode=force_generic_plan';

/** @param databaseUrl an address that signs in as the owner of the database */
export function openPools(databaseUrl: string, problem: (error: Error) => void): Pools {
  const open = (role: string | undefined, schema: string, max: number, more: { pipeline?: boolean; settings?: string } = {}) => {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      types,
      max,
      pipeline: more.pipeline ?? false,
      options: `${role === undefined ? '' : `-c role=${role} `}-c search_path=${schema} -c timezone=UTC ${more.settings ?? ''}`,
      connectionTimeoutMillis: 15_000,
      idleTimeoutMillis: 60_000,
    });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', problem);
    // One that breaks while it is in use fails its query; the pool has taken its own listener off by then.
    pool.on('connect', (client) => client.on('error', problem));
    return pool;
  };
  const owner = open(undefined, 'app', 2);
  // Every statement of sync has its index. Planned on a table that is still empty it would read it whole, and a prepared
  // plan is remembered while the table grows.
  const app = open('sportello_app', 'app', 20, { pipeline: true, settings: `-c enable_seqscan=off ${ONE_PLAN} ${PATIENCE}` });
  const auth = open('sportello_auth', 'auth', 10, { settings: ONE_PLAN });
  const jobs = open('sportello_jobs', 'app', 4);
  return {
    owner,
    app,
    auth,
    identity: new Kysely<IdentityTables>({ dialect: new PostgresDialect({ pool: auth }) }),
    jobs: new Kysely<JobTables>({ dialect: new PostgresDialect({ pool: jobs }) }),
    close: async () => {
      await Promise.all([owner.end(), app.end(), auth.end(), jobs.end()]);
    },
  };
}
