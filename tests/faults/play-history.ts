import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { PASSWORD, PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { startFaultyProxy, type Fault, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { createDeskProcess } from './desk-process.ts';
import { newHistory, nextCommand, type Given, type History } from './history.ts';
import { createObserver, type Observer } from './observer.ts';
import { randomFrom, type Random } from './random.ts';
import type { Desk } from './round.ts';
import { violationsOf } from './violations.ts';

/** One client: a desk, its own line to the cloud, and what it has shown so far. */
interface Client extends Desk {
  /** What it does, in its own order; only the timing is not the seed's. */
  readonly random: Random;
  readonly proxy: FaultyProxy;
  readonly observer: Observer;
  readonly mayCreate: boolean;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly steps: number;
  readonly cloud: TestCloud;
  /** How many clients; two of each person at eight. */
  readonly clients: number;
  /** Done when all are at rest, before the last look: harm, to see that it is found. */
  readonly harm?: ((clients: readonly Client[], give: (client: Client, given: Given) => Promise<void>) => Promise<void>) | undefined;
}

const CROWD = [PEOPLE.mario, PEOPLE.nicolo, PEOPLE.giada, PEOPLE.veronica];
const FAULTS: readonly Fault[] = [
  { kind: 'drop-answer' }, { kind: 'delay', ms: 300 }, { kind: 'duplicate', ms: 200 }, { kind: 'cut-request', after: 200 },
  { kind: 'cut-answer', after: 300 }, { kind: 'shorten-answer', after: 300 }, { kind: 'refuse' },
];
const REST = 90_000;

/**
 * Real clients that write, read, lose their lines and get them back as the seed says. All the while each is watched for
 * what sync promises of one desk (own writes stay, nothing seen goes, an answer never stands without what it answers);
 * then peace, in which everything drains and all become equal. Answers what is wrong.
 */
export async function playHistory({ seed, steps, cloud, clients: count, harm }: HistoryOptions): Promise<{ history: History; violations: readonly string[] }> {
  const history = newHistory(seed);
  const violations: string[] = [];
  const tickets: Id[] = [TICKETS.rossi, TICKETS.rossiTaken];
  const roots: string[] = [];
  const clients: Client[] = [];
  let written = 0;

  const write = (client: Client): Promise<void> => give(client, nextCommand(client.random, client.who, client.email, client.mayCreate, tickets, `H${seed} n${(written += 1)}.`));
  const give = async (client: Client, given: Given): Promise<void> => {
    // What it had in sight when it was written: nobody may ever see the answer without it.
    const seen = await client.observer.look(given.ticketId);
    const answer = await client.process.invoke('command.run', { tenant: TENANTS.rossi, name: given.name, input: given.input, acceptRemarks: true, queueAnyway: true, draftId: null });
    history.tell(`${client.who} ${given.name} ${given.text} on ${given.ticketId}: ${answer.state}`);
    if (answer.state !== 'saved') return;
    given.commandId = answer.commandId;
    given.toConfirm = answer.toConfirm;
    history.given.push(given);
    if (given.name === 'ticket.reply') causes.set(given.messageId, seen);
    if (given.name === 'ticket.create') tickets.push(given.ticketId);
  };
  /** Message → the messages that its author had in sight. */
  const causes = new Map<Id, ReadonlySet<Id>>();

  const step = async (client: Client): Promise<void> => {
    const { random } = client;
    const kind = random.next();
    if (kind < 0.5) return write(client);
    if (kind < 0.75) return void (await client.observer.look(random.pick(tickets)));
    if (kind < 0.83) {
      const fault = random.pick(FAULTS);
      history.tell(`${client.who} meets ${JSON.stringify(fault)}`);
      return client.proxy.plan('/v1/sync/', fault);
    }
    if (kind < 0.92) {
      history.tell(`${client.who} loses its line`);
      client.proxy.setOnline(false);
    } else {
      history.tell(`${client.who} has its line again`);
      client.proxy.setOnline(true);
      await client.process.invoke('sync.now', {});
    }
  };
  const atRest = async (): Promise<readonly string[]> => {
    for (const end = Date.now() + REST; ; await sleep(300)) {
      const wrong = await violationsOf(cloud, clients, history);
      if (wrong.length === 0 || Date.now() > end) return wrong;
    }
  };

  try {
    for (let index = 0; index < count; index += 1) {
      const person = CROWD[index % CROWD.length] ?? PEOPLE.mario;
      const who = `${person.name} ${Math.floor(index / CROWD.length) + 1}`;
      const proxy = await startFaultyProxy(cloud.url);
      const root = await temporaryRoot();
      roots.push(root);
      const process = createDeskProcess(root, proxy.url);
      clients.push({ random: randomFrom(seed * 1000 + index), who, email: person.email, process, proxy, mayCreate: person.tenant === TENANTS.rossi, observer: createObserver({ who, process, history, causes, violations }) });
    }
    await Promise.all(
      clients.map(async ({ process, email }) => {
        await process.start();
        await process.invoke('session.signIn', { email, password: PASSWORD, remember: true });
        while ((await process.invoke('sync.state', {})).lamp !== 'online') await sleep(50);
      }),
    );
    for (let done = 0; done < steps; done += clients.length) {
      // All at once, each in an order of its own.
      await Promise.all(clients.map(async (client) => {
        await sleep(client.random.upTo(40));
        await step(client);
      }));
    }
    history.tell('all lines are whole');
    for (const { proxy, process } of clients) {
      proxy.forget();
      proxy.setOnline(true);
      await process.invoke('sync.now', {});
    }
    violations.push(...(await atRest()));
    await harm?.(clients, give);
    for (const { observer, process } of clients) {
      await process.invoke('sync.now', {});
      for (const ticket of tickets) await observer.look(ticket);
    }
  } finally {
    for (const { process, proxy } of clients) {
      await process.kill();
      await proxy.stop();
    }
    for (const root of roots) await rm(root, { recursive: true, force: true });
  }
  return { history, violations };
}
