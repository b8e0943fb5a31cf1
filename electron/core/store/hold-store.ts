import { command, createTicketInput, newId, NOW } from './fixtures.ts';
import { openStore } from './open-store.ts';

/* The child of the lock's test: opens the profile, saves a command and stays. */
const { store } = await openStore({ folder: process.argv[2] ?? '', now: () => NOW });
store.log.append(command('ticket.create', createTicketInput(newId())), []);
process.on('disconnect', () => process.exit());
process.send?.('open');
