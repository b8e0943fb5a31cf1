import { readFile } from 'node:fs/promises';
import { COLUMNS } from './columns.mjs';

/* A peer's cloud in a process of its own: `server-process.mjs PEER FOLDER [ROWS]`. Sends its address; ends with its parent. */
const [peer, folder, rowsFile] = process.argv.slice(2);
const { serve } = await import(`./${peer}/server.mjs`);
const names = ['id', ...COLUMNS.map(([name]) => name)];
const lines = rowsFile === undefined ? [] : (await readFile(rowsFile, 'utf8')).trimEnd().split('\n');
const rows = lines.map((line) => JSON.parse(line)).map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
process.on('disconnect', () => process.exit());
process.send({ url: await serve({ folder, rows }) });
