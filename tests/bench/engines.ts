/** A sync engine in one set-up. */
export interface Engine {
  readonly name: string;
  /** Its folder in peers/ and the package whose version counts; null for our own. */
  readonly peer: { readonly folder: string; readonly pack: string; readonly setup: 'recommended' | 'synced' } | null;
  /** Whether a write that is told as saved survives a power cut. */
  readonly durable: boolean;
  /** A second set-up of the same engine differs in its writes alone, so its first sync is not measured again. */
  readonly firstSync: boolean;
  /** How it was set up, for the report. */
  readonly remark: string;
}

export const OURS: Engine = {
  name: 'Sportello', peer: null, durable: true, firstSync: true,
  remark: 'real cloud on PostgreSQL with sign-in, rights and checks; log in WAL with FULL, cache in WAL with NORMAL; all indexes of the lists; a write is a whole command with its rules',
};

export const PEERS: readonly Engine[] = [
  {
    name: 'WatermelonDB', peer: { folder: 'watermelondb', pack: '@nozbe/watermelondb', setup: 'recommended' }, durable: true, firstSync: true,
    remark: 'its SQLite adapter for Node (better-sqlite3, rollback journal, FULL, as it opens it); `synchronize()` in one pull, its turbo mode wants React Native; it brings no live part, so a server-sent event says *pull now* and a write starts a push at once',
  },
  {
    name: 'RxDB, memory', peer: { folder: 'rxdb', pack: 'rxdb', setup: 'recommended' }, durable: false, firstSync: true,
    remark: 'the free storage for Node keeps rows in memory only: nothing survives a closed program; `replicateRxCollection` over HTTP with a stream of server-sent events',
  },
  {
    name: 'PouchDB', peer: { folder: 'pouchdb', pack: 'pouchdb-node', setup: 'recommended' }, durable: false, firstSync: true,
    remark: 'pouchdb-node on LevelDB, which does not wait for the disk; express-pouchdb on LevelDB without compression; live `sync()`; no secondary index',
  },
  {
    name: 'PouchDB, synced', peer: { folder: 'pouchdb', pack: 'pouchdb-node', setup: 'synced' }, durable: true, firstSync: false,
    remark: 'the same on a LevelDB that waits for the disk at each write, which no option of PouchDB asks for',
  },
  {
    name: 'PowerSync', peer: { folder: 'powersync', pack: '@powersync/node', setup: 'recommended' }, durable: false, firstSync: true,
    remark: 'its client alone (WAL, NORMAL, as it opens it: a power cut may take the last writes); its service, which wants a database of its own, is played by a stand-in that streams the same lines (BSON over HTTP) from memory; upload throttle 1 ms instead of 1,000, watch throttle 0 instead of 30',
  },
  {
    name: 'PowerSync, FULL', peer: { folder: 'powersync', pack: '@powersync/node', setup: 'synced' }, durable: true, firstSync: false,
    remark: 'the same with `synchronous = FULL` set as each connection opens',
  },
];
