import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { startTestCore, type TestCore, type TestCoreOptions } from './testing/test-core.ts';

let cloud: TestCloud;
let proxy: FaultyProxy;
const cores: TestCore[] = [];
beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
});
afterEach(async () => {
  proxy.setOnline(true);
  for (const core of cores.splice(0)) await core.stop();
});
afterAll(async () => {
  await proxy.stop();
  await cloud.stop();
});

const query: TicketQuery = { tenant: null, sort: 'created', code: null, status: 'any', priority: null, type: null, createdFrom: null, createdTo: null, text: null, operator: 'any' };
async function start(options: Partial<TestCoreOptions> = {}): Promise<TestCore> {
  const core = await startTestCore({ cloudUrl: proxy.url, ...options });
  cores.push(core);
  return core;
}
async function signedIn(options: Partial<TestCoreOptions> = {}, person: { email: string } = PEOPLE.mario): Promise<TestCore> {
  const core = await start(options);
  await core.invoke('session.signIn', { email: person.email, password: PASSWORD, remember: true });
  await quiet(core);
  return core;
}
const quiet = (core: TestCore) => core.until(async () => (await core.invoke('sync.state', {})).lamp === 'online', 'the lamp online');
const tickets = async (core: TestCore) => (await core.invoke('tickets.list', { query, offset: 0, limit: 100 })).rows;
async function newId(core: TestCore): Promise<string> {
  const [id] = await core.invoke('command.newIds', { count: 1 });
  if (id === undefined) throw new Error('no id');
  return id;
}
async function createTicket(core: TestCore, title: string, tenant: string = TENANTS.rossi): Promise<string> {
  const ticketId = await newId(core);
  const answer = await core.invoke('command.run', {
    tenant, name: 'ticket.create', input: ticketInput(ticketId, title, PEOPLE.mario.email), acceptRemarks: false, queueAnyway: false, draftId: null,
  });
  expect(answer).toMatchObject({ state: 'saved', toConfirm: false });
  return ticketId;
}
const numbered = (core: TestCore, id: string) => core.until(async () => (await tickets(core)).find((row) => row.id === id && row.number !== null), 'the number');

test('OFF-01: Mario signs in, his company’s tickets are on the desk, a new one gets its number', async () => {
  const core = await signedIn();
  expect(await core.invoke('session.state', {})).toMatchObject({
    phase: 'open', needsPassword: false, person: { id: PEOPLE.mario.id }, tenants: [{ id: TENANTS.rossi, side: 'customer' }], lastEmail: PEOPLE.mario.email,
  });
  expect((await tickets(core)).map((row) => row.title)).toContain('Non si apre la contabilità');
  const id = await createTicket(core, 'La stampante non risponde');
  const row = await numbered(core, id);
  expect(row).toMatchObject({ status: 'unassigned', sync: 'settled' });
  expect(await core.invoke('outbox.list', { includeDelivered: true })).toMatchObject([{ state: 'delivered', number: row.number, target: { entity: 'ticket', id } }]);
});
