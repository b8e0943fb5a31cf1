import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { PASSWORD, PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { startFaultyProxy, type Fault } from '#tests/harness/faulty-proxy.ts';
import { createDeskProcess, Killed, type DeskProcess } from './desk-process.ts';
import { newHistory, nextCommand, type Given, type History } from './history.ts';
import { killable } from './killable-cloud.ts';
import { randomFrom } from './random.ts';
import { violationsOf } from './violations.ts';

/** One person at a desk, and what this desk may name. */
export interface Desk {
  readonly who: string;
  readonly email: string;
  readonly process: DeskProcess;
}

export interface RoundOptions {
  readonly seed: number;
  readonly steps: number;
  readonly cloud: TestCloud;
  /** Harm done once all is at rest, to see that it is found. */
  readonly sabotage?: (cloud: TestCloud, history: History) => Promise<void>;
}

const FAULTS: readonly Fault[] = [
  { kind: 'drop-answer' }, { kind: 'drop-answer' }, { kind: 'drop-answer' }, { kind: 'refuse' }, { kind: 'html' }, { kind: 'status', status: 503, retryAfter: 1 },
  { kind: 'delay', ms: 400 }, { kind: 'duplicate', ms: 300 }, { kind: 'cut-request', after: 300 }, { kind: 'cut-answer', after: 200 }, { kind: 'shorten-answer', after: 200 },
  { kind: 'status', status: 401 },
];
const PATHS = ['/v1/sync/push', '/v1/sync/push', '/v1/sync/pull', '/v1/'];
/** How long a healed office may take to come to rest, ms. */
const REST = 60_000;

/** Two desks, a cloud and a network that fails as the seed says; then peace. Answers what is wrong, nothing when all is well. */
export async function playRound({ seed, steps, cloud, sabotage }: RoundOptions): Promise<{ history: History; violations: readonly string[] }> {
  const random = randomFrom(seed);
  const history = newHistory(seed);
  const proxy = await startFaultyProxy(cloud.url);
  const roots = [await temporaryRoot(), await temporaryRoot()];
  const desks: Desk[] = [PEOPLE.mario, PEOPLE.nicolo].map(({ name, email }, index) => ({ who: name, email, process: createDeskProcess(roots[index] ?? '', proxy.url) }));
  const tickets: Id[] = [TICKETS.rossi, TICKETS.rossiTaken];
  const violations: string[] = [];
  const own = killable(cloud);
  let written = 0;

  const signIn = async (desk: Desk) => {
    if ((await desk.process.invoke('session.state', {})).needsPassword) await desk.process.invoke('session.signIn', { email: desk.email, password: PASSWORD, remember: true });
  };
  const restart = async (desk: Desk) => {
    history.tell(`${desk.who} starts again`);
    await desk.process.start();
    // Where the network fails it is asked again at the end; commands are taken all the same (R7).
    await signIn(desk).catch((error: unknown) => history.tell(`no sign-in: ${String(error)}`));
    violations.push(...(await missing(desk)));
  };
  /** I5, R1: what a desk acknowledged is in sight there, unless it needs its author. */
  const missing = async (desk: Desk): Promise<string[]> => {
    const own = history.given.filter((given) => given.desk === desk.who && given.commandId !== null);
    const outbox = new Map((await desk.process.invoke('outbox.list', { includeDelivered: true })).map((entry) => [entry.commandId, entry.state]));
    const lost: string[] = [];
    for (const given of own) {
      const state = outbox.get(given.commandId ?? '');
      if (state === undefined) lost.push(`R1 ${desk.who} has no ${given.name} ${given.text} in its outbox`);
      // Saved although this desk did not know the ticket: there is nothing here to show it on.
      if (given.name === 'ticket.update' || state === 'needs_you' || given.toConfirm) continue;
      const detail = await desk.process.invoke('tickets.get', { tenant: TENANTS.rossi, id: given.ticketId });
      const seen = given.name === 'ticket.create' ? detail !== null : detail?.messages.some((message) => message.id === given.messageId) === true;
      if (!seen) lost.push(`I5 ${desk.who} does not see its own ${given.name} ${given.text}`);
    }
    return lost;
  };
  const give = async (desk: Desk, given: Given): Promise<void> => {
    try {
      const answer = await desk.process.invoke('command.run', { tenant: TENANTS.rossi, name: given.name, input: given.input, acceptRemarks: true, queueAnyway: true, draftId: null });
      history.tell(`${desk.who} ${given.name} ${given.text} on ${given.ticketId}: ${answer.state}${answer.state === 'saved' && answer.toConfirm ? ', to confirm' : ''}`);
      if (answer.state !== 'saved') return;
      given.commandId = answer.commandId;
      given.toConfirm = answer.toConfirm;
      if (given.name === 'ticket.create') tickets.push(given.ticketId);
    } catch (error) {
      history.tell(`${desk.who} ${given.name} ${given.text}: ${String(error)}`);
      if (!(error instanceof Killed)) return void violations.push(`a command failed: ${String(error)}`);
    }
    history.given.push(given);
  };
  const command = (desk: Desk) => give(desk, nextCommand(random, desk.who, desk.email, desk === desks[0], tickets, `S${seed} n${(written += 1)}.`));
  const misfortune = async (desk: Desk): Promise<void> => {
    const kind = random.next();
    if (kind < 0.45) {
      const fault = random.pick(FAULTS);
      const path = random.pick(PATHS);
      const times = 1 + random.upTo(2);
      history.tell(`fault ${JSON.stringify(fault)} ${path} ${times}`);
      proxy.plan(path, fault, times);
      // Something to be lost.
      await command(desk);
    } else if (kind < 0.6) {
      history.tell('offline');
      proxy.setOnline(false);
      for (let count = random.upTo(4); count > 0; count -= 1) await command(random.pick(desks));
      await sleep(random.upTo(400));
      history.tell('online');
      proxy.setOnline(true);
    } else if (kind < 0.9) {
      history.tell(`kill -9 ${desk.who}`);
      const under = random.chance(0.7) ? command(desk) : undefined;
      await sleep(random.upTo(25));
      await desk.process.kill();
      await under;
      await restart(desk);
    } else {
      history.tell('kill -9 of the cloud');
      const under = random.chance(0.7) ? command(random.pick(desks)) : undefined;
      await sleep(random.upTo(40));
      await own.kill();
      await under;
      for (let count = random.upTo(3); count > 0; count -= 1) await command(random.pick(desks));
      await own.start();
      history.tell('the cloud is back');
    }
  };
  /** The network is whole again; who was asked for the password gives it. */
  const heal = async () => {
    proxy.setOnline(true);
    proxy.forget();
    for (const desk of desks) {
      await signIn(desk);
      await desk.process.invoke('sync.now', {});
    }
  };
  const atRest = async (): Promise<readonly string[]> => {
    const end = Date.now() + REST;
    for (;;) {
      const wrong = await violationsOf(cloud, desks, history);
      if (wrong.length === 0 || Date.now() > end) return wrong;
      await sleep(250);
    }
  };

  try {
    // Where harm is to be done to the cloud from here, it stays in this process.
    if (!sabotage) await own.start();
    for (const desk of desks) {
      await desk.process.start();
      await desk.process.invoke('session.signIn', { email: desk.email, password: PASSWORD, remember: true });
      while ((await desk.process.invoke('sync.state', {})).lamp !== 'online') await sleep(50);
    }
    // Made in peace, so that every round has something to lose.
    for (const desk of [desks[0], desks[0], desks[0]]) if (desk) await give(desk, nextCommand(random, desk.who, desk.email, true, [], `S${seed} n${(written += 1)}.`));
    for (let step = 0; step < steps; step += 1) {
      const desk = random.pick(desks);
      const kind = random.next();
      if (kind < 0.5) await command(desk);
      else if (kind < 0.7) await misfortune(desk);
      else if (kind < 0.8) await desk.process.invoke('sync.now', {});
      else if (kind < 0.85) violations.push(...(await missing(desk)));
      else await sleep(random.upTo(120));
    }
    history.tell('all is healed');
    await heal();
    violations.push(...(await atRest()));
    if (sabotage) {
      await sabotage(cloud, history);
      violations.push(...(await violationsOf(cloud, desks, history)));
    }
    history.tell(`at rest; faults met: ${proxy.met.join(', ')}`);
  } finally {
    for (const desk of desks) await desk.process.kill();
    await own.kill();
    await proxy.stop();
    for (const root of roots) await rm(root, { recursive: true, force: true });
  }
  return { history, violations };
}
