import type { Id } from '#shared/domain/kernel/ids.ts';
import { PUSH_LIMIT, SYNC_SCHEMA, type CommandResult } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import type { LoggedCommand, LogStore } from '../store/store.ts';
import type { SyncLine } from './line.ts';
import { dependantsOf, holdsIn, isWaiting, needsYou, nextPrefix } from './pending.ts';
import { rebaseTenant } from './settle.ts';

const RENUMBERS_IN_A_ROW = 3;
/** A push without an answer for so long may have no cloud at its other end any more, ms. */
const SILENT_AFTER = 5_000;

interface PusherEvents {
  changed(): void;
  /** A push is still without its answer, which may be waited for much longer. */
  silent(): void;
}

export interface Pusher {
  /** Sends all that may go, prefix by prefix, one in flight. Answers the feed's number of each result that came. */
  pushAll(token: string): Promise<readonly number[]>;
  inFlight(): ReadonlySet<Id>;
  progress(): { readonly done: number; readonly total: number } | null;
  /**
   * The cloud did not know this log's numbers, of whichever tenant: the profile is a copy, or the cloud was restored and
   * forgot some of them. A pull tells which; until `pulled` nothing goes, so that what was forgotten goes again before what
   * is new.
   */
  pullFirst(): boolean;
  pulled(): void;
}

/** One tenant's way up (sync.md, Cloud: push). An answer that is lost changes nothing: the same ids and numbers go again. */
export function createPusher(line: SyncLine, tenant: Id, { changed, silent }: PusherEvents): Pusher {
  let inFlight: ReadonlySet<Id> = new Set();
  let progress: { done: number; total: number } | null = null;
  /** One by one while a command is looked for that the cloud cannot take. */
  let limit = PUSH_LIMIT;
  let renumbers = 0;
  const incarnation = () => line.store.log.identity().incarnation;
  /** The last one under which this tenant's feed was pulled; a renumbering, which is of the whole log, gives another. */
  let pulledAs = incarnation();
  const pullFirst = () => incarnation() !== pulledAs;

  const next = (most: number) => {
    const { log } = line.store;
    return nextPrefix(log.open(tenant), holdsIn(log.open(), line.now()), most);
  };

  const send = async (token: string, commands: readonly LoggedCommand[], sender: ReturnType<LogStore['identity']>): Promise<readonly CommandResult[]> => {
    const reply = await line.cloud.push(
      token,
      {
        ...sender, tenant, schema: SYNC_SCHEMA,
        commands: commands.map(({ id, number, body }) => ({ id, number: number ?? 0, body })),
      },
      line.signal,
    );
    const results = reply.results.filter((result) => commands.some((command) => command.id === result.commandId));
    // A cloud that answers for fewer than it was asked would be asked again at once, for ever.
    if (results.length < commands.length) throw new CloudError('cloud.not_sportello', 200);
    return results;
  };

  const pushOnce = async (token: string): Promise<readonly number[]> => {
    const prefix = next(limit);
    if (prefix.length === 0) return [];
    const ids = prefix.map((command) => command.id);
    // Durable before it is sent: a number is never used for two commands (R2).
    line.store.log.number(tenant, ids.filter((_id, index) => prefix[index]?.number === null));
    const commands = prefix.flatMap((command) => line.store.log.get(command.id) ?? []);
    const sender = line.store.log.identity();
    inFlight = new Set(ids);
    changed();
    const silence = setTimeout(silent, SILENT_AFTER).unref();
    try {
      const results = await send(token, commands, sender);
      renumbers = 0;
      limit = PUSH_LIMIT;
      keepResults(line, tenant, results);
      await rebaseTenant(line.store, tenant);
      return results.map(({ seq }) => seq);
    } catch (error) {
      await mend(error, commands, sender.incarnation);
      return [];
    } finally {
      clearTimeout(silence);
      inFlight = new Set();
      changed();
    }
  };

  /** Clears what stands in the way of the next try, or throws when only time or a person can. */
  const mend = async (error: unknown, commands: readonly LoggedCommand[], sentAs: Id): Promise<void> => {
    if (!(error instanceof CloudError)) throw error;
    if (error.code === 'client.renumber' && renumbers < RENUMBERS_IN_A_ROW) {
      renumbers += 1;
      // Two tenants that are refused together are answered by one renumbering.
      if (incarnation() === sentAs) line.store.log.renumber();
      line.events.write('warn', 'sync.renumbered', { tenant });
      return;
    }
    if (![400, 413, 422].includes(error.status)) throw error;
    // Never again in this shape: the one that cannot be taken goes aside, so that it does not block the others (I8).
    if (commands.length > 1) {
      limit = 1;
      return;
    }
    for (const { id } of commands) {
      line.events.write('error', error.code, { command: id, tenant });
      await setAside(line, tenant, id, error.code);
    }
    limit = PUSH_LIMIT;
  };

  return {
    inFlight: () => inFlight,
    progress: () => progress,
    pullFirst,
    pulled: () => void (pulledAs = incarnation()),
    async pushAll(token) {
      const answered: number[] = [];
      try {
        await tellLate(line, tenant);
        while (!line.signal.aborted && !pullFirst()) {
          const left = line.store.log.open(tenant).filter(isWaiting).length;
          if (next(1).length === 0) break;
          progress = { done: answered.length, total: answered.length + left };
          answered.push(...(await pushOnce(token)));
        }
      } finally {
        progress = null;
        changed();
      }
      return answered;
    },
  };
}

/**
 * Keeps the cloud's answers. What was refused leaves the rows of this desk; what stood on it
 * waits with it and is shown as one (sync.md, A command's life).
 */
export function keepResults(line: SyncLine, tenant: Id, results: readonly CommandResult[]): void {
  const { log } = line.store;
  const known = results.filter((result) => log.get(result.commandId) !== undefined);
  const news = known.filter((result) => log.get(result.commandId)?.result === null);
  log.recordResults(news);
  for (const { outcome, commandId } of news) {
    if (outcome.state !== 'refused') continue;
    line.events.write('warn', outcome.refusal.code, { command: commandId });
    blockDependants(line, tenant, commandId);
  }
}

/** Keeps a command for its author to decide, with all that stands on it. */
export async function setAside(line: SyncLine, tenant: Id, id: Id, reason: string): Promise<void> {
  line.store.log.park(id, reason);
  blockDependants(line, tenant, id);
  await rebaseTenant(line.store, tenant);
}

/** Answers whether there were any. */
function blockDependants(line: SyncLine, tenant: Id, id: Id): boolean {
  const { log } = line.store;
  const waiting = dependantsOf(id, log.open(tenant)).filter((dependant) => {
    const command = log.get(dependant);
    return command?.state === 'open' && command.result === null && command.because === null;
  });
  for (const dependant of waiting) log.setState(dependant, 'open', id);
  return waiting.length > 0;
}

/** What was saved in the moment in which the command under it was refused or put aside has not been told yet (I3). */
async function tellLate(line: SyncLine, tenant: Id): Promise<void> {
  const open = line.store.log.open(tenant);
  if (!open.some(isWaiting)) return;
  const roots = open.filter((command) => needsYou(command) && command.because === null);
  if (roots.filter(({ id }) => blockDependants(line, tenant, id)).length > 0) await rebaseTenant(line.store, tenant);
}
