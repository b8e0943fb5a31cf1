import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PullHead } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { accepted, command, createTicketInput, newId, NOW, TENANT, withStore } from '../store/fixtures.ts';
import { testLine } from '../testing/test-line.ts';
import { createLane } from './lane.ts';

// The moment that a desk waits for its own rows is the test's to end.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A lane whose cloud accepts one command as number 7 and speaks of `pokes` before it answers; how often it was asked for rows. */
async function afterOnePush(pokes: readonly number[], work: (lane: ReturnType<typeof createLane>, pulls: () => number) => Promise<void>): Promise<void> {
  await withStore(async (store) => {
    const logged = store.log.append(command('ticket.create', createTicketInput(newId())), []);
    const result = accepted(logged.id, 7);
    const head: PullHead = { state: 'page', rows: 0, results: [result], gone: [], cursor: { seq: 7, mark: 'm' }, complete: true, remaining: 0, now: NOW };
    let pulls = 0;
    const cloud = {
      push: async () => {
        for (const seq of pokes) lane.poked(seq);
        return { results: [result], now: NOW };
      },
      pull: async () => {
        pulls += 1;
        return { head, tables: [] };
      },
      check: () => Promise.reject(new CloudError('cloud.unavailable', 503)),
    };
    const nothing = () => undefined;
    const events = { changed: nothing, asking: () => nothing, broken: () => false, complete: nothing, answered: nothing, filesChanged: nothing, silent: nothing, failed: nothing };
    const lane = createLane(testLine(store, cloud), TENANT, events, (run) => run());
    lane.kick(false, true);
    await lane.idle();
    await work(lane, () => pulls);
  });
}

test('a desk that is poked by its own command leaves its rows in the cloud for a moment, and then asks for them (I3)', async () => {
  await afterOnePush([7], async (lane, pulls) => {
    lane.poked(7);
    await lane.idle();
    expect(pulls()).toBe(0);
    vi.runAllTimers();
    await lane.idle();
    expect(pulls()).toBe(1);
    // A cloud that was restored gives the number again.
    lane.poked(7);
    await lane.idle();
    expect(pulls()).toBe(2);
  });
});

test('a poke of somebody else’s command is followed at once, before and after the own answer', async () => {
  await afterOnePush([6, 7], async (lane, pulls) => {
    expect(pulls()).toBe(1);
    lane.poked(8);
    await lane.idle();
    expect(pulls()).toBe(2);
  });
});
