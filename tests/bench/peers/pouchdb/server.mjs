import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb-node';
import { listen } from '../http.mjs';

/** express-pouchdb over LevelDB, in its least mode; without compression, which costs more than it saves on loopback.
 * @param {{ folder: string, rows: any[] }} start */
export async function serve({ folder, rows }) {
  await mkdir(folder, { recursive: true });
  const Served = PouchDB.defaults({ prefix: join(folder, '/') });
  const tickets = new Served('tickets');
  await tickets.info();
  for (let from = 0; from < rows.length; from += 5_000) {
    await tickets.bulkDocs(rows.slice(from, from + 5_000).map(({ id, ...row }) => ({ _id: id, ...row })));
  }
  const app = express();
  app.use('/', expressPouchDB(Served, { mode: 'minimumForPouchDB', overrideMode: { exclude: ['compression'] }, inMemoryConfig: true }));
  return `${await listen(app)}/tickets`;
}
