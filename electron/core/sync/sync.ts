import type { Feed, Me } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { SyncView } from '#shared/rpc/contract.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { createAhead } from './ahead.ts';
import { createAttention } from './attention.ts';
import { createConnection } from './connection.ts';
import { syncView } from './lamp.ts';
import { createLane, type Lane } from './lane.ts';
import type { LoggedCommand } from '../store/store.ts';
import type { SyncLine } from './line.ts';
import { holdsIn, isInSight, isWaiting, needsYou, nextRelease } from './pending.ts';
import { createPokes } from './pokes.ts';
import { createTelling } from './telling.ts';
import { takingTurns } from './turns.ts';
import { createUploads } from './uploads.ts';

const ME_EVERY = 60 * 60_000;
/** A poke may be lost without the stream breaking: everything is looked at this often all the same, ms. */
const LOOK_EVERY = 5 * 60_000;
const LOOK_EVERY_WITHOUT_POKES = 30_000;
const LANES_AT_ONCE = 4;
/** Saving asks no more often than this whether a broken way is open again, ms; the timer asks too. */
const NUDGE_EVERY = 1_000;

export interface SyncOwner {
  readonly line: SyncLine;
  feeds(): readonly Feed[];
  person(): Id;
  /** Keeps what the cloud says of the person; throws when it speaks of another one (I11). */
  updateMe(me: Me): Promise<void>;
  /** The cloud no longer accepts this token: ask for the password, keep everything (R7). */
  refusedToken(token: string): void;
}

/** When what goes where. A timer is always armed; it is tried at once on a new command, a poke, a wake or a click. */
export interface Sync {
  view(): SyncView;
  inFlight(): ReadonlySet<Id>;
  uploadSent(attachmentId: Id): number | undefined;
  /** Ends the sending of a file that its author no longer wants sent. */
  cancelUpload(attachmentId: Id): void;
  /** A new command. */
  nudge(command: Pick<LoggedCommand, 'tenant' | 'heldUntil'>): void;
  /** The machine woke, a window came to the front; `byPerson`: a click, which also tries where the cloud asked for quiet. */
  wake(byPerson: boolean): void;
  /** There is a new sign-in. */
  signedIn(): void;
  /** The person's word on rows that are to go: yes, or not now (asked again at the next start). */
  answerDeletions(tenant: Id, accept: boolean): void;
  /** Counts changed by a person's decision. */
  changed(): void;
  /** Ends when no call is under way; the line's signal must be aborted before. */
  stop(): Promise<void>;
}

export function createSync(owner: SyncOwner): Sync {
  const { line } = owner;
  const { log } = line.store;
  const lanes = new Map<Id, Lane>();
  const turn = takingTurns(LANES_AT_ONCE);
  const postponed = new Set<Id>();
  let meAt: number | null = null;
  /** How often something said that `me` has changed: an answer may be older than what was said while it was awaited. */
  let meNews = 0;
  let asking: Promise<void> | undefined;
  let looking: Promise<void> | undefined;
  let probing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let nudgedAt = 0;

  const view = (): SyncView => {
    const open = log.open();
    const unanswered = new Set(open.filter((command) => command.result === null).map((command) => command.id));
    // A delivered text whose files are still on their way is not all there yet.
    const files = log.uploads();
    const uploading = new Set(files.flatMap((upload) => (upload.state === 'waiting' && !unanswered.has(upload.commandId) ? [upload.commandId] : [])));
    // A refusal with its dependants is one entry, and so is a text whose file was refused (sync.md, A command's life).
    const needing = new Set([
      ...open.flatMap((command) => (needsYou(command) && command.because === null ? [command.id] : [])),
      ...files.flatMap((upload) => (upload.state === 'failed' ? [upload.commandId] : [])),
    ]);
    const waiting = open.filter((command) => isWaiting(command) && isInSight(command));
    const holds = holdsIn(open, line.now());
    return syncView({
      online: connection.online(),
      signedIn: !line.needsPassword(),
      waiting: waiting.length + uploading.size,
      held: waiting.filter((command) => holds(command) !== null).length,
      needsYou: needing.size + attention.rows(),
      sending: sum([...lanes.values()].map((lane) => lane.sending())),
      loading: sum([...lanes.values()].map((lane) => lane.loading())),
      lastSync: connection.lastSync(),
      problem: connection.problem(),
      nextTry: connection.nextTry(),
      deletions: owner.feeds().flatMap(({ tenant, name }) => {
        const question = lanes.get(tenant)?.question();
        return question ? [{ tenant, tenantName: name, rows: question.rows, of: question.of, postponed: postponed.has(tenant) }] : [];
      }),
    });
  };
  const telling = createTelling(line, view);
  const { changed } = telling;
  const attention = createAttention(line, owner.person, changed);
  const ahead = createAhead(line);
  const connection = createConnection(line.now, line.random, changed);

  /** `asked`: with which token, where with one; what is said of an earlier one says nothing of the one in force. */
  const failed = (error: unknown, asked: string | null = null) => {
    if (line.signal.aborted) return;
    if (error instanceof CloudError && error.status === 401 && asked !== null) {
      owner.refusedToken(asked);
      // The way is open again, and from now on only the person can go on: they are asked at once (ACC-14). A token that is
      // in force all the same is about to be renewed, and is tried again like after any failure.
      if (line.token() !== asked) {
        pass(true, true);
        return;
      }
    }
    // A right that was taken away shows in `me`; asked at most once a minute, should the two disagree.
    if (error instanceof CloudError && error.status === 403 && meAt !== null && line.now() - meAt > 60_000) meAt = null;
    const before = connection.problem();
    connection.failed(error);
    if (connection.problem() === 'unexpected' && before !== 'unexpected') tellBug(line, error);
    if (connection.problem() !== before) line.events.write('warn', connection.problem() ?? '', {});
    arm();
  };

  /** Without a sign-in nothing moves, but the person is asked for the password as soon as it would help (ACC-14). */
  const lookAround = () => {
    looking ??= line.cloud.reach(line.signal).then(connection.asking(), failed).finally(() => {
      looking = undefined;
      arm();
    });
  };

  /** A good answer says nothing that is not known; a failed one that the way is broken. */
  const probe = () => {
    probing ??= line.cloud.reach(line.signal).catch(failed).finally(() => {
      probing = undefined;
    });
  };

  const laneOf = (tenant: Id): Lane => {
    const known = lanes.get(tenant);
    if (known) return known;
    const lane = createLane(
      line,
      tenant,
      {
        changed,
        failed,
        asking: connection.asking,
        broken: connection.broken,
        complete() {
          connection.synced();
          ahead.look();
        },
        answered: uploads.kick,
        silent: probe,
        filesChanged: () => void uploads.sendMissing(tenant).catch((error: unknown) => tellBug(line, error)),
      },
      turn,
    );
    lanes.set(tenant, lane);
    return lane;
  };
  const uploads = createUploads(line, {
    changed,
    progress: telling.progress,
    refusedToken: (token) => owner.refusedToken(token),
  });
  const pokes = createPokes(
    line,
    () => {
      // What was poked while nobody listened may have been a right, given or taken.
      meAt = null;
      pass(true, true);
    },
    (was) => {
      // A pull that is under way may be held for as long as it has time: whether the way is open is asked beside it.
      if ([...lanes.values()].some((lane) => lane.loading() !== null)) probe();
      // Only a pull can tell whether the cloud is away or the stream alone broke.
      if (was) pass(true, true);
    },
    (poke) => {
      if ('me' in poke) {
        meAt = null;
        meNews += 1;
        pass(false, true);
      } else if ('writing' in poke) line.publisher.publish('writing', poke.writing);
      else if (owner.feeds().some((feed) => feed.tenant === poke.tenant)) laneOf(poke.tenant).poked(poke.seq);
    },
  );

  const refreshMe = async (token: string) => {
    const before = meNews;
    const succeeded = connection.asking();
    const me = await line.cloud.me(token, line.signal);
    await owner.updateMe(me);
    // The rows of a lost feed are gone, and with them what they asked for.
    attention.look();
    meAt = before === meNews ? line.now() : null;
    succeeded();
  };

  const meIsDue = (): boolean => meAt === null || connection.online() === false || Math.abs(line.now() - meAt) >= ME_EVERY;

  /** Everything that is due; `now` also what waits after a failure. */
  const pass = (pull: boolean, now: boolean): void => {
    const token = line.token();
    if (line.signal.aborted) return;
    if (token === null) {
      changed();
      if (line.needsPassword()) lookAround();
      return;
    }
    // Where the way is broken, a question that changes nothing goes first: a command that is not sent keeps no number and
    // can still be withdrawn (sync.md, A command's life).
    if (meIsDue()) {
      const wasAway = connection.online() === false;
      asking ??= refreshMe(token)
        .then(
          () => {
            asking = undefined;
            // The way is open again: what failed for want of it need not wait any longer.
            pass(true, now || wasAway);
          },
          (error: unknown) => {
            asking = undefined;
            failed(error, token);
          },
        );
      return;
    }
    pokes.listen();
    // The time at which a lost feed wanted to try again would never be over.
    for (const tenant of lanes.keys()) if (!owner.feeds().some((feed) => feed.tenant === tenant)) lanes.delete(tenant);
    for (const feed of owner.feeds()) laneOf(feed.tenant).kick(pull, now);
    uploads.kick();
    arm();
  };

  /** The next look by itself; sooner when something waits for a time. */
  const arm = () => {
    clearTimeout(timer);
    if (line.signal.aborted) return;
    const now = line.now();
    const regular = now + (pokes.connected() ? LOOK_EVERY : LOOK_EVERY_WITHOUT_POKES);
    // Lanes wait for the password and for `me`, which go first: a time of theirs that is over must not ask without a pause.
    const first = line.token() === null || meIsDue();
    const tries = [nextRelease(log.open(), now), ...(first ? [asking ?? looking ? null : connection.nextTry()] : [...lanes.values()].map((lane) => lane.nextTry()))];
    const at = Math.min(regular, ...tries.filter((time) => time !== null));
    // Even when a clock was turned back, never longer than the longest of our waits.
    timer = setTimeout(() => {
      changed();
      pass(true, false);
    }, Math.min(Math.max(at - now, 50), ME_EVERY)).unref();
  };

  return {
    view,
    changed,
    inFlight: () => new Set([...lanes.values()].flatMap((lane) => [...lane.inFlight()])),
    uploadSent: uploads.sent,
    cancelUpload: uploads.cancel,
    nudge({ tenant, heldUntil }) {
      changed();
      // A held one goes by itself when its time has come; all others are seen by whatever timer is armed.
      if (heldUntil !== null || timer === undefined) arm();
      if (connection.mustWait()) return;
      if (meAt === null || connection.online() !== true) {
        // Without a network each save of a long list would ask again whether there is one.
        if (Math.abs(line.now() - nudgedAt) < NUDGE_EVERY) return;
        nudgedAt = line.now();
        return pass(true, true);
      }
      if (line.token() !== null && owner.feeds().some((feed) => feed.tenant === tenant)) laneOf(tenant).kick(false, true);
    },
    wake(byPerson) {
      if (byPerson || !connection.mustWait()) pass(true, true);
    },
    signedIn() {
      meAt = line.now();
      connection.reset();
      connection.succeeded();
      pass(true, true);
    },
    answerDeletions(tenant, accept) {
      if (accept) {
        postponed.delete(tenant);
        lanes.get(tenant)?.allowDeletions();
      } else postponed.add(tenant);
      changed();
    },
    async stop() {
      clearTimeout(timer);
      telling.stop();
      uploads.stop();
      attention.stop();
      await Promise.allSettled([attention.idle(), ahead.idle(), asking, looking, probing, pokes.idle(), uploads.idle(), ...[...lanes.values()].map((lane) => lane.idle())]);
    },
  };
}

/** A bug in the background: nobody asked, so every window is told (TKT-03). It is tried again all the same. */
function tellBug(line: SyncLine, error: unknown): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  line.events.write('error', 'unexpected', { where: 'sync', message, stack: error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join(' ') : '' });
  line.publisher.publish('error', { code: 'unexpected', message, details: {}, where: 'sync', at: line.now() });
}

function sum(parts: readonly ({ readonly done: number; readonly total: number } | null)[]): { done: number; total: number } | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return null;
  return { done: known.reduce((all, part) => all + part.done, 0), total: known.reduce((all, part) => all + part.total, 0) };
}
