import { once } from 'node:events';
import { EventSource } from 'eventsource';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { Subject } from 'rxjs';
import { COLUMNS, INDEXED, PAGE } from '../columns.mjs';
import { post } from '../http.mjs';

/** Of 100, 1,000, 5,000 and 20,000 the one that was fastest here. */
const BATCH = 5_000;
const NUMBER = { type: 'number', minimum: 0, maximum: 10_000_000_000_000, multipleOf: 1 };

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    ...Object.fromEntries(COLUMNS.map(([name, type]) => [name, !INDEXED.includes(name) ? { type: [type, 'null'] } : type === 'number' ? NUMBER : { type, maxLength: 20 }])),
  },
  required: ['id', ...INDEXED],
  indexes: INDEXED,
};

/** @param {{ name: string, url: string }} desk */
export async function openClient({ name, url }) {
  const database = await createRxDatabase({ name, storage: getRxStorageMemory(), multiInstance: false });
  const { tickets } = await database.addCollections({ tickets: { schema } });
  const seen = new Map();
  tickets.$.subscribe(({ documentId }) => seen.get(documentId)?.());
  let events = null;

  const replicate = (live, stream$) =>
    replicateRxCollection({
      collection: tickets,
      replicationIdentifier: url,
      live,
      pull: {
        batchSize: BATCH,
        handler: async (checkpoint, limit) => (await fetch(`${url}/pull?since=${checkpoint?.count ?? 0}&limit=${limit}`)).json(),
        ...(stream$ ? { stream$ } : {}),
      },
      push: { handler: (rows) => post(`${url}/push`, rows) },
    });

  return {
    load: () => replicate(false).awaitInitialReplication(),
    async list() {
      const page = await tickets.find({ sort: [{ created_at: 'desc' }], limit: PAGE }).exec();
      return { total: await tickets.count().exec(), page: page.length };
    },
    async goLive() {
      events = new EventSource(`${url}/events`);
      await once(events, 'open');
      const changes = new Subject();
      events.addEventListener('message', ({ data }) => changes.next(JSON.parse(data)));
      await replicate(true, changes).awaitInitialReplication();
    },
    create: (row) => tickets.insert(row),
    seen: (id) => new Promise((resolve) => seen.set(id, resolve)),
    async close() {
      events?.close();
      await database.remove();
    },
  };
}
