import { writeSync } from 'node:fs';
import { command, createTicketInput, newId } from '../fixtures.ts';
import { SqliteLog } from './log-store.ts';
import { openLog } from './open-log.ts';

/* The child of the kill -9 test: saves commands without end and prints the id of each once it is acknowledged. */
const log = new SqliteLog(openLog(process.argv[2] ?? '', Date.now()), { makeRoom: () => false, warn: () => undefined });
process.on('disconnect', () => process.exit());
for (;;) {
  const saved = log.append(command('ticket.create', createTicketInput(newId())), []);
  writeSync(1, `${saved.id}\n`);
}
