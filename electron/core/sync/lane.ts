import type { Id } from '#shared/domain/kernel/ids.ts';
import { CloudError, isPassing } from '../cloud/cloud-error.ts';
import { waitAfter } from './backoff.ts';
import type { Deletions } from '../store/store.ts';
import type { SyncLine } from './line.ts';
import { createChecker } from './check.ts';
import { createPuller } from './pull.ts';
import { createPusher } from './push.ts';

/** Asked, and no page has come. */
const NOTHING_YET = { done: 0, total: 0 };
const LONGEST_WAIT = 60 * 60_000;
/**
 * How long a desk leaves the rows of its own commands in the cloud, ms: it has their results and shows what they did,
 * while whoever else was poked by them waits for the same cloud. What it saves in the meantime comes with them.
 */
const OWN_ROWS_AFTER = 20;

/** One tenant's traffic, up and down, one flight at a time. */
export interface Lane {
  /**
   * Starts when idle; else goes round once more. `pull` also asks for what is new in the cloud. Without `now` a tenant
   * that failed waits for its time, so that one tenant's fault is not asked about for ever.
   */
  kick(pull: boolean, now: boolean): void;
  /** The cloud says that the feed has this number now. */
  poked(seq: number): void;
  /** When it wants to try again after a failure, ms; null when nothing failed, or while it tries. */
  nextTry(): number | null;
  /** What the person is asked about before many rows go; null for nothing. */
  question(): Deletions | null;
  /** The person's yes. */
  allowDeletions(): void;
  idle(): Promise<void>;
  inFlight(): ReadonlySet<Id>;
  sending(): { readonly done: number; readonly total: number } | null;
  loading(): { readonly done: number; readonly total: number } | null;
}

export interface LaneEvents {
  /** The view of sync may look different now. */
  changed(): void;
  /** A question goes; what it gives is called when something got through (connection.ts). */
  asking(): () => void;
  /** The way is known to be broken: what is sent now keeps a number and can no longer be withdrawn (OFF-02). */
  broken(): boolean;
  complete(): void;
  /** Results came: files of accepted commands may go. */
  answered(): void;
  /** Rows of files came. */
  filesChanged(): void;
  /** A push is still without its answer, which may be waited for much longer. */
  silent(): void;
  /** `token`: with which it was asked; another one may be in force by now. */
  failed(error: unknown, token: string | null): void;
}

export function createLane(line: SyncLine, tenant: Id, events: LaneEvents, turn: <T>(work: () => Promise<T>) => Promise<T>): Lane {
  const released = () => {
    wanted = true;
    events.answered();
  };
  const pusher = createPusher(line, tenant, events);
  const puller = createPuller(line, tenant, { changed: events.changed, filesChanged: events.filesChanged, released });
  const checker = createChecker(line, tenant);
  let wanted = false;
  /** Something may wait here that a broken way kept. */
  let kept = false;
  let pullWanted = false;
  let running: Promise<void> | undefined;
  let asked: string | null = null;
  /** Whether this run has seen all there was. */
  let complete = false;
  let failures = 0;
  let nextTry: number | null = null;
  /** Numbers that the last push was given, and those of pokes that came before its answer. */
  let own: ReadonlySet<number> = new Set();
  const poked = new Set<number>();
  let ownRows: NodeJS.Timeout | undefined;

  const push = async (token: string): Promise<void> => {
    if (events.broken()) {
      kept = true;
      return;
    }
    kept = false;
    const succeeded = events.asking();
    try {
      const answered = await pusher.pushAll(token);
      if (answered.length === 0) return;
      own = new Set(answered);
      ownRows ??= setTimeout(() => {
        ownRows = undefined;
        // A cloud that was restored gives the same numbers again.
        own = new Set();
        lane.kick(true, true);
      }, OWN_ROWS_AFTER).unref();
      succeeded();
      events.answered();
    } finally {
      // A poke of its own tells it nothing; any other is to be pulled, after a failure too.
      if ([...poked].some((seq) => !own.has(seq))) wanted = pullWanted = true;
      poked.clear();
    }
  };
  /** What waited for a pull goes in the next round. */
  const mayPush = () => {
    if (pusher.pullFirst()) wanted = true;
    pusher.pulled();
  };
  const round = async () => {
    while (wanted && !line.signal.aborted) {
      wanted = false;
      const token = line.token();
      if (token === null) return;
      asked = token;
      await push(token);
      if (pusher.pullFirst()) pullWanted = true;
      if (puller.question() !== null) mayPush();
      if (!pullWanted || puller.question() !== null) continue;
      pullWanted = false;
      const succeeded = events.asking();
      // A failed pull is still wanted at the next try.
      const whole = await puller.pullAll(token, () => push(token)).catch((error: unknown) => {
        pullWanted = true;
        // While nothing is known of the feed it goes on waiting; anything else that is wrong with it keeps nobody's words here.
        if (!isPassing(error) && !(error instanceof CloudError && error.status === 401)) mayPush();
        throw error;
      });
      mayPush();
      // A person is asked first; what they write still goes up.
      if (!whole) continue;
      complete = true;
      failures = 0;
      nextTry = null;
      succeeded();
      if (kept && !events.broken()) wanted = true;
      events.complete();
      if (await checker.differs(token)) wanted = pullWanted = true;
    }
  };

  const start = (): Promise<void> =>
    turn(round).then(
      () => {
        // Asked for after the last look and before this line: go again.
        running = wanted && !line.signal.aborted && line.token() !== null ? start() : undefined;
        events.changed();
      },
      (error: unknown) => {
        running = undefined;
        failures += 1;
        nextTry = line.now() + waitAfter(failures, error instanceof CloudError ? error.retryAfter : null, line.random);
        events.failed(error, asked);
      },
    );

  const lane: Lane = {
    kick(pull, now) {
      wanted = true;
      if (pull) pullWanted = true;
      // A clock that was turned back must not make it wait for years.
      if (!now && nextTry !== null && nextTry > line.now() && nextTry - line.now() < LONGEST_WAIT) return;
      running ??= start();
    },
    poked(seq) {
      if (pusher.inFlight().size > 0) poked.add(seq);
      else if (!own.has(seq)) lane.kick(true, true);
    },
    nextTry: () => (running ? null : nextTry),
    question: puller.question,
    allowDeletions() {
      puller.allow();
      lane.kick(true, true);
    },
    idle: () => running ?? Promise.resolve(),
    inFlight: pusher.inFlight,
    sending: pusher.progress,
    loading: () => puller.progress() ?? (running && !complete ? NOTHING_YET : null),
  };
  return lane;
}
