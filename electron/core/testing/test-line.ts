import { createCloudClock } from '../cloud/clock.ts';
import { createCloud, type Cloud } from '../cloud/cloud.ts';
import { NOW } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import type { SyncLine } from '../sync/line.ts';
import { createPublisher } from '../topics.ts';

/** A line over a real store to a cloud that answers what the test says, and nothing else; signed in, no feeds. */
export function testLine(store: Store, cloud: Partial<Cloud>, change: Partial<SyncLine> = {}): SyncLine {
  const now = change.now ?? (() => NOW);
  return {
    store, now, publisher: createPublisher(), random: () => 0.5, signal: new AbortController().signal,
    cloud: { ...createCloud('http://nowhere.invalid', '0', createCloudClock(now), now), ...cloud },
    events: { write: () => undefined, tail: () => [], flush: async () => undefined },
    token: () => 'token', needsPassword: () => false, feed: () => undefined,
    ...change,
  };
}
