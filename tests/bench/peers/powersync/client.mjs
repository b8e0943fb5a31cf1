import { column, Schema, Table } from '@powersync/common';
import { PowerSyncDatabase } from '@powersync/node';
import { COLUMNS, INDEXED, PAGE } from '../columns.mjs';
import { post } from '../http.mjs';

const NAMES = ['id', ...COLUMNS.map(([name]) => name)];
const INSERT = `INSERT INTO tickets (${NAMES.join(', ')}) VALUES (${NAMES.map(() => '?').join(', ')})`;

const schema = new Schema({
  tickets: new Table(Object.fromEntries(COLUMNS.map(([name, type]) => [name, type === 'number' ? column.integer : column.text])), {
    indexes: Object.fromEntries(INDEXED.map((name) => [name, [name]])),
  }),
});

/** @param {{ folder: string, name: string, url: string, setup: string }} desk */
export async function openClient({ folder, name, url, setup }) {
  const database = new PowerSyncDatabase({
    schema,
    database: {
      dbFilename: `${name}.db`,
      dbLocation: folder,
      ...(setup === 'synced' ? { initializeConnection: async (connection) => void (await connection.execute('PRAGMA synchronous = FULL')) } : {}),
    },
  });
  await database.init();
  const { synchronous } = await database.writeTransaction((transaction) => transaction.get('PRAGMA synchronous'));
  if (synchronous !== (setup === 'synced' ? 2 : 1)) throw new Error(`synchronous is ${synchronous}`);

  const connector = {
    fetchCredentials: () => Promise.resolve({ endpoint: url, token: 'anyone' }),
    async uploadData() {
      for (let transaction; (transaction = await database.getNextCrudTransaction()); ) {
        await post(`${url}/upload?client_id=${await database.getClientId()}`, transaction.crud.map(({ id, opData }) => ({ id, data: opData })));
        await transaction.complete();
      }
    },
  };
  const connect = () => database.connect(connector, { crudUploadThrottleMs: 1 });
  const seen = new Map();
  let stopListening = () => undefined;

  return {
    async load() {
      await connect();
      await database.waitForFirstSync();
    },
    async list() {
      const page = await database.getAll(`SELECT * FROM tickets ORDER BY created_at DESC LIMIT ${PAGE}`);
      return { total: (await database.get('SELECT count(*) AS total FROM tickets')).total, page: page.length };
    },
    async goLive() {
      await connect();
      await database.waitForFirstSync();
      // The event names tables, not rows: whoever waits looks for the row, as a watched query would.
      const look = async () => {
        for (const [id, told] of seen) {
          if (!(await database.getOptional('SELECT id FROM tickets WHERE id = ?', [id]))) continue;
          seen.delete(id);
          told();
        }
      };
      stopListening = database.onChange({ onChange: look, onError: (error) => { throw error; } }, { tables: ['tickets'], throttleMs: 0 });
    },
    create: (row) => database.execute(INSERT, NAMES.map((column) => row[column])),
    seen: (id) => new Promise((resolve) => seen.set(id, resolve)),
    async close() {
      stopListening();
      await database.disconnect();
      await database.close();
    },
  };
}
