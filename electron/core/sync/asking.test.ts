import { afterEach, expect, test, vi } from 'vitest';
import type { Feed, Me, Poke, PullHead } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { accepted, command, createTicketInput, MARIO, newId, NOW, TENANT, withStore } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { testLine } from '../testing/test-line.ts';
import { createPublisher } from '../topics.ts';
import { createSync, type Sync } from './sync.ts';

/* How often a desk asks the cloud, by timers that the test turns on by hand. */

afterEach(() => void vi.useRealTimers());

const feed: Feed = { tenant: TENANT, name: '', vatNumber: '', kind: 'customer', side: 'customer', roles: ['user'], areas: ['org', 'support'], sight: 'open', scope: '' };
const me: Me = { person: { id: MARIO.personId, name: MARIO.name, email: MARIO.email, language: 'it' }, feeds: [feed], now: NOW, version: 'test' };

interface Desk {
  readonly sync: Sync;
  /** Calls to the cloud, by name. */
  readonly asked: Readonly<Record<'me' | 'pull' | 'reach', number>>;
  token: string | null;
  feeds: readonly Feed[];
  readonly store: Store;
  /** How often the windows were told of the outbox. */
  readonly told: () => number;
  poke(poke: Poke): void;
  /** The stream of pokes breaks. */
  breakStream(): void;
  /** Lets time pass on this desk, ms. */
  pass(ms: number): Promise<void>;
}

/** A desk of one company whose cloud answers `me`, `reach` and pulls by these. */
async function withDesk(answers: Pick<Cloud, 'me' | 'reach' | 'pull'> & Partial<Pick<Cloud, 'push'>>, work: (desk: Desk) => Promise<void>): Promise<void> {
  await withStore(async (store: Store) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let now = NOW;
    let poke: (poke: Poke) => void = () => undefined;
    let breakStream: () => void = () => undefined;
    const closing = new AbortController();
    const asked = { me: 0, pull: 0, reach: 0 };
    const cloud: Partial<Cloud> = {
      ...answers,
      me: (...values) => ((asked.me += 1), answers.me(...values)),
      reach: (...values) => ((asked.reach += 1), answers.reach(...values)),
      pull: (...values) => ((asked.pull += 1), answers.pull(...values)),
      ...(answers.push && { push: answers.push }),
      events: (_token, signal, onOpen, onPoke) =>
        new Promise((_resolve, reject) => {
          poke = onPoke;
          breakStream = () => reject(new CloudError('cloud.unreachable', 0));
          onOpen();
          signal.addEventListener('abort', () => reject(new CloudError('cloud.cancelled', 0)));
        }),
    };
    let told = 0;
    const publisher = createPublisher();
    publisher.listen((topic) => void (topic === 'outbox' && (told += 1)));
    const line = testLine(store, cloud, { now: () => now, publisher, signal: closing.signal, token: () => desk.token, needsPassword: () => desk.token === null });
    const sync = createSync({ line, feeds: () => desk.feeds, person: () => MARIO.personId, updateMe: async () => undefined, refusedToken: () => undefined });
    const desk: Desk = {
      sync, asked, token: 'token', feeds: [feed], store, told: () => told, poke: (said) => poke(said), breakStream: () => breakStream(),
      async pass(ms) {
        for (let left = ms; left > 0; left -= 50) {
          now += 50;
          await vi.advanceTimersByTimeAsync(50);
          // What the cache's threads answer comes between two turns of the loop.
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    };
    try {
      await work(desk);
    } finally {
      closing.abort();
      vi.useRealTimers();
      await sync.stop();
    }
  });
}

const busy = async () => {
  throw new CloudError('cloud.unavailable', 429);
};
const away = async () => {
  throw new CloudError('cloud.unreachable', 0);
};

test('I3: a desk whose pull had failed before the network went asks for the way at its own pace', async () => {
  let open = true;
  await withDesk({ me: async () => (open ? me : away()), reach: away, pull: async () => (open ? busy() : away()) }, async (desk) => {
    desk.sync.signedIn();
    await desk.pass(200);
    expect(desk.asked.pull).toBeGreaterThan(0);
    open = false;
    desk.sync.wake(true);
    await desk.pass(120_000);
    expect(desk.sync.view().online).toBe(false);
    expect(desk.asked.me).toBeGreaterThan(4);
    expect(desk.asked.me).toBeLessThan(40);
  });
});

test('ACC-14: a desk that waits for the password, and whose pull had failed before, asks for the way at its own pace', async () => {
  await withDesk({ me: async () => me, reach: async () => undefined, pull: busy }, async (desk) => {
    desk.sync.signedIn();
    await desk.pass(200);
    expect(desk.asked.pull).toBeGreaterThan(0);
    desk.token = null;
    desk.sync.wake(true);
    await desk.pass(120_000);
    expect(desk.asked.reach).toBeGreaterThan(0);
    expect(desk.asked.reach).toBeLessThan(10);
  });
});

test('I3: a feed that had failed and is lost while the person signs in again makes nobody ask without a pause', async () => {
  const lost: Feed = { ...feed, tenant: newId() };
  const page: PullHead = { state: 'page', rows: 0, gone: [], cursor: { seq: 0, mark: '' }, results: [], complete: true, remaining: 0, now: NOW };
  await withDesk({ me: async () => me, reach: async () => undefined, pull: async (_token, { tenant }) => (tenant === lost.tenant ? busy() : { head: page, tables: [] }) }, async (desk) => {
    desk.feeds = [feed, lost];
    desk.sync.signedIn();
    await desk.pass(200);
    desk.feeds = [feed];
    desk.sync.signedIn();
    await desk.pass(120_000);
    expect(desk.asked.pull).toBeGreaterThan(1);
    expect(desk.asked.pull).toBeLessThan(10);
  });
});

test('I3: a change of rights that is told while me is on its way is asked for again', async () => {
  const waiting: ((me: Me) => void)[] = [];
  await withDesk({ me: () => new Promise((resolve) => waiting.push(resolve)), reach: async () => undefined, pull: busy }, async (desk) => {
    desk.sync.signedIn();
    desk.poke({ me: true });
    await desk.pass(100);
    expect(desk.asked.me).toBe(1);
    desk.poke({ me: true });
    await desk.pass(100);
    expect(desk.asked.me).toBe(1);
    // What was asked before the second change may not know of it.
    waiting.shift()?.(me);
    await desk.pass(100);
    expect(desk.asked.me).toBe(2);
    waiting.shift()?.(me);
    await desk.pass(1_000);
    expect(desk.asked.me).toBe(2);
  });
});

test('a load that is held says Non in linea as soon as the way is known to be broken, not when its own time is over', async () => {
  let reachable = true;
  const away = () => {
    if (!reachable) throw new CloudError('cloud.unreachable', 0);
  };
  const answers = {
    me: async () => {
      away();
      return me;
    },
    reach: async () => away(),
    pull: (_token: string, _request: unknown, signal: AbortSignal) => new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new CloudError('cloud.cancelled', 0)))),
  };
  await withDesk(answers, async ({ sync, pass, breakStream }) => {
    sync.signedIn();
    await pass(500);
    expect(sync.view().lamp).toBe('loading');
    reachable = false;
    breakStream();
    await pass(500);
    expect(sync.view()).toMatchObject({ lamp: 'offline', problem: 'cloud.unreachable' });
  });
});

test.each([
  { cloud: 'frozen', lamp: 'offline' },
  { cloud: 'slow', lamp: 'sending' },
])('OFF-01: a push that a $cloud cloud does not answer is $lamp after some seconds, and In linea with its answer', async ({ cloud, lamp }) => {
  let answer: (() => void) | undefined;
  const reach = async () => {
    if (cloud === 'frozen' && answer !== undefined) throw new CloudError('cloud.timeout', 0);
  };
  const asked = async () => {
    await reach();
    return me;
  };
  const push: Cloud['push'] = (_token, { commands }, signal) =>
    new Promise((resolve, reject) => {
      answer = () => resolve({ results: commands.map(({ id }) => accepted(id, 7)), now: NOW });
      signal.addEventListener('abort', () => reject(new CloudError('cloud.cancelled', 0)));
    });
  await withDesk({ me: asked, reach, pull: busy, push }, async ({ sync, store, pass }) => {
    const until = async (done: () => boolean) => {
      while (!done()) await pass(50);
    };
    sync.signedIn();
    await pass(500);
    sync.nudge(store.log.append(command('ticket.create', createTicketInput(newId())), []));
    await until(() => answer !== undefined);
    await pass(4_000);
    expect(sync.view().lamp).toBe('sending');
    await pass(2_000);
    expect(sync.view()).toMatchObject({ lamp, waiting: 1 });
    answer?.();
    answer = undefined;
    await until(() => sync.view().waiting === 0 && sync.view().online);
  });
});

test('OFF-02: while the cloud does not answer the windows hear that a request no longer waits its ten seconds', async () => {
  const silent = (signal: AbortSignal) => new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new CloudError('cloud.cancelled', 0))));
  await withDesk({ me: (_token, signal) => silent(signal), reach: silent, pull: (_token, _request, signal) => silent(signal) }, async ({ sync, store, pass, told }) => {
    const logged = store.log.append(command('ticket.create', createTicketInput(newId()), { heldUntil: NOW + 10_000, savedAt: NOW }), []);
    sync.nudge(logged);
    await pass(9_900);
    const before = told();
    await pass(200);
    expect(told()).toBe(before + 1);
    await pass(5_000);
    expect(told()).toBe(before + 1);
  });
});

test('OFF-02: an answer from before the way broke does not open it: what is saved then gets no number and can be withdrawn', async () => {
  let open = true;
  const waiting: ((me: Me) => void)[] = [];
  let pushed = 0;
  const late = () => (open ? new Promise<Me>((resolve) => waiting.push(resolve)) : away());
  await withDesk({ me: late, reach: away, pull: away, push: () => ((pushed += 1), away()) }, async ({ sync, store, pass }) => {
    // The stream of pokes asks for `me`; the pull beside it finds the way broken.
    sync.signedIn();
    await pass(100);
    expect(waiting).toHaveLength(1);
    expect(sync.view().online).toBe(false);
    open = false;
    waiting.shift()?.(me);
    const logged = store.log.append(command('ticket.create', createTicketInput(newId()), { savedAt: NOW }), []);
    sync.nudge(logged);
    await pass(2_000);
    expect(sync.view()).toMatchObject({ online: false, lamp: 'offline' });
    expect(pushed).toBe(0);
    expect(store.log.get(logged.id)?.number).toBeNull();
  });
});

test('OFF-02: nor does a pull that was asked before, and the round that it belongs to sends nothing', async () => {
  const page: PullHead = { state: 'page', rows: 0, gone: [], cursor: { seq: 0, mark: '' }, results: [], complete: true, remaining: 0, now: NOW };
  const waiting: (() => void)[] = [];
  let open = true;
  let pushed = 0;
  await withDesk(
    {
      me: async () => (open ? me : away()),
      reach: away,
      pull: () => (open ? new Promise((resolve) => waiting.push(() => resolve({ head: page, tables: [] }))) : away()),
      push: () => ((pushed += 1), away()),
    },
    async ({ sync, store, pass, breakStream, asked }) => {
      sync.signedIn();
      await pass(500);
      open = false;
      breakStream();
      await pass(100);
      expect(sync.view().online).toBe(false);
      const logged = store.log.append(command('ticket.create', createTicketInput(newId()), { savedAt: NOW }), []);
      sync.nudge(logged);
      waiting.shift()?.();
      // Its next question comes after what it would have sent.
      while (asked.pull === 1 && pushed === 0) await pass(50);
      expect(pushed).toBe(0);
      expect(store.log.get(logged.id)?.number).toBeNull();
    },
  );
});
