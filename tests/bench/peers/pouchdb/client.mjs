import { join } from 'node:path';
import leveldown from 'leveldown';
import PouchDB from 'pouchdb-node';
import { PAGE } from '../columns.mjs';

/** Of 100, 500, 1,000 and 5,000 the one that was fastest here. */
const BATCH = 1_000;

/** LevelDB that answers a write when it is on disk; PouchDB has no option for that but the store that it is given. */
function syncedLeveldown(location) {
  const store = leveldown(location);
  const { _batch, _put } = store;
  store._batch = (operations, options, done) => _batch.call(store, operations, { ...options, sync: true }, done);
  store._put = (key, value, options, done) => _put.call(store, key, value, { ...options, sync: true }, done);
  return store;
}
syncedLeveldown.destroy = leveldown.destroy;

/** @param {{ folder: string, name: string, url: string, setup: string }} desk */
export async function openClient({ folder, name, url, setup }) {
  const local = new PouchDB(join(folder, name), setup === 'synced' ? { db: syncedLeveldown } : {});
  await local.info();
  const remote = new PouchDB(url);
  const seen = new Map();
  const changes = local.changes({ live: true, since: 'now' }).on('change', ({ id }) => seen.get(id)?.());
  let sync = null;

  return {
    load: () => local.replicate.from(remote, { batch_size: BATCH, batches_limit: 10 }),
    async list() {
      const { rows, total_rows: total } = await local.allDocs({ include_docs: true, limit: PAGE });
      return { total, page: rows.length };
    },
    goLive: () =>
      new Promise((resolve, reject) => {
        sync = local.sync(remote, { live: true, retry: true });
        sync.once('paused', (error) => (error ? reject(error) : resolve()));
      }),
    create: ({ id, ...row }) => local.put({ _id: id, ...row }),
    seen: (id) => new Promise((resolve) => seen.set(id, resolve)),
    async close() {
      changes.cancel();
      sync?.cancel();
      await local.close();
    },
  };
}
