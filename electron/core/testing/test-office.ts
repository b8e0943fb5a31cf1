import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { OutputOf, RunAnswer, TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { startTestCore, type TestCore, type TestCoreOptions } from './test-core.ts';

/** A real cloud behind a network that can fail, and desks that are stopped after each test. Call it once in a test file. */
export interface TestOffice {
  readonly cloud: TestCloud;
  readonly proxy: FaultyProxy;
  start(options?: Partial<TestCoreOptions>): Promise<TestCore>;
  /** Signed in and with everything pulled; MARIO ROSSI unless named. */
  signedIn(options?: Partial<TestCoreOptions>, person?: { readonly email: string }): Promise<TestCore>;
}

export function testOffice(): TestOffice {
  const cores: TestCore[] = [];
  let cloud: TestCloud | undefined;
  let proxy: FaultyProxy | undefined;
  beforeAll(async () => {
    cloud = await createTestCloud();
    proxy = await startFaultyProxy(cloud.url);
  });
  afterEach(async () => {
    proxy?.setOnline(true);
    for (const core of cores.splice(0)) await core.stop();
  });
  afterAll(async () => {
    await proxy?.stop();
    await cloud?.stop();
  });
  const office: TestOffice = {
    get cloud() {
      if (!cloud) throw new Error('the cloud is not started yet');
      return cloud;
    },
    get proxy() {
      if (!proxy) throw new Error('the proxy is not started yet');
      return proxy;
    },
    async start(options = {}) {
      const core = await startTestCore({ cloudUrl: office.proxy.url, ...options });
      cores.push(core);
      return core;
    },
    async signedIn(options = {}, person = PEOPLE.mario) {
      const core = await office.start(options);
      await signIn(core, person);
      await lampIs(core, 'online');
      return core;
    },
  };
  return office;
}

export function signIn(core: TestCore, person: { readonly email: string } = PEOPLE.mario): Promise<OutputOf<'session.signIn'>> {
  return core.invoke('session.signIn', { email: person.email, password: PASSWORD, remember: true });
}

export async function lampIs(core: TestCore, lamp: OutputOf<'sync.state'>['lamp']): Promise<void> {
  await core.until(async () => (await core.invoke('sync.state', {})).lamp === lamp, `the lamp ${lamp}`);
}

export async function allSent(core: TestCore): Promise<void> {
  await core.until(async () => (await core.invoke('sync.state', {})).waiting === 0, 'all sent');
}

export const EVERYTHING: TicketQuery = {
  tenant: null, sort: 'created', code: null, status: 'any', priority: null, type: null, createdFrom: null, createdTo: null, text: null, operator: 'any', due: 'any', onlyPrivate: false,
};
export async function tickets(core: TestCore): Promise<readonly TicketRow[]> {
  return (await core.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 500 })).rows;
}

export async function newId(core: TestCore): Promise<Id> {
  const [id] = await core.invoke('command.newIds', { count: 1 });
  if (id === undefined) throw new Error('no id came');
  return id;
}

export function run(core: TestCore, name: string, input: unknown, more: { tenant?: Id; acceptRemarks?: boolean; queueAnyway?: boolean; draftId?: Id; undoable?: boolean; batch?: Id } = {}): Promise<RunAnswer> {
  return core.invoke('command.run', { tenant: TENANTS.rossi, name, input, acceptRemarks: false, queueAnyway: false, draftId: null, ...more });
}

/** A request of Mario's, saved; answers its id. */
export async function createTicket(core: TestCore, title: string): Promise<Id> {
  const ticketId = await newId(core);
  expect(await run(core, 'ticket.create', ticketInput(ticketId, title, PEOPLE.mario.email))).toMatchObject({ state: 'saved', toConfirm: false });
  return ticketId;
}

export async function replyInput(core: TestCore, ticketId: Id, text: string) {
  return {
    ticketId, messageId: await newId(core), eventId: await newId(core), body: richTextOf(text),
    close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] as unknown[],
  };
}

/** The ticket's row once the cloud has given it its number. */
export function numbered(core: TestCore, id: Id): Promise<TicketRow> {
  return core.until(async () => (await tickets(core)).find((row) => row.id === id && row.number !== null), 'the number');
}
