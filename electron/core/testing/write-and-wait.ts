import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { startTestCore } from './test-core.ts';

/*
 * A desk in a process of its own, to be killed: opens the root of an earlier sign-in without a network, saves a ticket
 * and a draft, prints their ids and goes on. node write-and-wait.ts ROOT CLOUD_URL
 */
const [root, cloudUrl] = process.argv.slice(2);
if (root === undefined || cloudUrl === undefined) throw new Error('root and cloud are missing');
const core = await startTestCore({ root, cloudUrl });
const [ticketId, draftId] = await core.invoke('command.newIds', { count: 2 });
if (ticketId === undefined || draftId === undefined) throw new Error('no ids came');
const answer = await core.invoke('command.run', {
  tenant: TENANTS.rossi, name: 'ticket.create', input: ticketInput(ticketId, 'Prima di essere ucciso', PEOPLE.mario.email), acceptRemarks: false, queueAnyway: false, draftId: null,
});
await core.invoke('drafts.save', { id: draftId, kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'Perché «così»? ✓' } });
process.stdout.write(`${JSON.stringify({ ticketId, draftId, state: answer.state })}\n`);
setInterval(() => undefined, 1000);
