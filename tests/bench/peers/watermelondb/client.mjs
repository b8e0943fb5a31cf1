import { once } from 'node:events';
import { join } from 'node:path';
import watermelon from '@nozbe/watermelondb';
import sqlite from '@nozbe/watermelondb/adapters/sqlite/index.js';
import decorators from '@nozbe/watermelondb/decorators/index.js';
import sync from '@nozbe/watermelondb/sync/index.js';
import { EventSource } from 'eventsource';
import { COLUMNS, INDEXED, PAGE } from '../columns.mjs';
import { post } from '../http.mjs';

const { appSchema, Database, Model, Q, tableSchema } = watermelon;

class Ticket extends Model {
  static table = 'tickets';
}
for (const [name] of COLUMNS) Object.defineProperty(Ticket.prototype, name, decorators.field(name)(Ticket.prototype, name, { initializer: null }));

/** The library insists on a time of change. */
const REQUIRED = [...INDEXED, 'updated_at'];
const columns = COLUMNS.map(([name, type]) => ({ name, type, isOptional: !REQUIRED.includes(name), isIndexed: INDEXED.includes(name) }));
const schema = appSchema({ version: 1, tables: [tableSchema({ name: 'tickets', columns })] });

/** @param {{ folder: string, name: string, url: string }} desk */
export async function openClient({ folder, name, url }) {
  const adapter = new sqlite.default({ schema, dbName: join(folder, name) });
  await adapter.initializingPromise;
  const database = new Database({ adapter, modelClasses: [Ticket] });
  const tickets = database.get('tickets');
  const seen = new Map();
  tickets.changes.subscribe((changes) => {
    for (const { record } of changes) seen.get(record.id)?.();
  });
  let events = null;
  let running = null;
  let again = false;

  const pullChanges = async ({ lastPulledAt }) => (await fetch(`${url}/pull?since=${lastPulledAt ?? 0}`)).json();
  const pushChanges = async ({ changes }) => void (await post(`${url}/push?name=${name}`, changes));
  /** One at a time, as the library demands; a wish that comes meanwhile is fulfilled afterwards. */
  const synchronize = () => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await sync.synchronize({ database, pullChanges, pushChanges, sendCreatedAsUpdated: true });
      }
      running = null;
    })();
    return running;
  };

  return {
    load: () => sync.synchronize({ database, pullChanges, pushChanges }),
    async list() {
      const page = await tickets.query(Q.sortBy('created_at', Q.desc), Q.take(PAGE)).fetch();
      return { total: await tickets.query().fetchCount(), page: page.length };
    },
    async goLive() {
      await synchronize();
      events = new EventSource(`${url}/events?name=${name}`);
      await once(events, 'open');
      events.addEventListener('message', () => void synchronize());
    },
    async create({ id, ...row }) {
      await database.write(() =>
        tickets.create((ticket) => {
          ticket._raw.id = id;
          Object.assign(ticket, row);
        }),
      );
      if (events) void synchronize();
    },
    seen: (id) => new Promise((resolve) => seen.set(id, resolve)),
    async close() {
      events?.close();
      await running;
    },
  };
}
