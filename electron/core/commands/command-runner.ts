import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import type { CommandBody } from '#shared/api/sync.ts';
import type { Command, Remark } from '#shared/domain/kernel/command.ts';
import { prepare } from '#shared/domain/kernel/run.ts';
import { commandOf } from '#shared/domain/registry.ts';
import { chosenFileSchema, type ChosenFile } from '#shared/domain/tickets/entities.ts';
import { UNDO_SEND, type ParsedInputOf, type RunAnswer } from '#shared/rpc/contract.ts';
import { CoreError, codeOf } from '../core-error.ts';
import type { CloudClock } from '../cloud/clock.ts';
import type { Desk } from '../desk.ts';
import type { EventLog } from '../errors/event-log.ts';
import type { LocalRun, LoggedCommand, RunRequest } from '../store/store.ts';
import type { Publisher } from '../topics.ts';

const BODY_LIMIT = 400_000;

/** Saves a command on this device and sets it on its way; `mayUndo`: whether this device keeps an `undoable` one for a moment. */
export interface CommandRunner {
  run(desk: Desk, request: ParsedInputOf<'command.run'>): Promise<RunAnswer>;
  /** Ends when nothing is being saved. */
  idle(): Promise<unknown>;
}

export function createCommandRunner(clock: CloudClock, deviceNow: () => number, publisher: Publisher, events: EventLog, mayUndo: () => boolean): CommandRunner {
  let queue: Promise<unknown> = Promise.resolve();
  /** The last one saved, on its way to the screens. */
  let showing: Promise<void> = Promise.resolve();
  /** One at a time: each decision sees what the one before it did. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const save = async (desk: Desk, request: ParsedInputOf<'command.run'>, command: Command): Promise<RunAnswer> => {
    const { profile } = desk;
    const { store } = profile;
    const actor = profile.actor(request.tenant);
    const id = uuidv7();
    const now = clock.now();
    const prepared = prepare(command, request.input, { now, arrival: now, actor, tenant: request.tenant, commandId: id });
    if (!prepared.ok) return refused(prepared.decision, null);
    // A module that is not theirs, whatever their roles (SET-03): the cloud would refuse it as well.
    if (profile.feed(request.tenant)?.areas.includes(command.area) === false) return { state: 'refused', refusal: { code: 'right.missing', why: 'right', facts: { command: command.name } }, knownAt: null };
    const run: RunRequest = { id, tenant: request.tenant, name: command.name, input: prepared.input, now, actor, prepared };
    const local = await store.cache.preview(run);
    const verdict = judge(local, request);
    if ('answer' in verdict) return verdict.answer;

    const files = filesOf(prepared.input);
    for (const file of files) {
      if (!(await store.files.has(file.sha256))) {
        return { state: 'refused', refusal: { code: 'file.gone', why: 'input', facts: { name: file.name } }, knownAt: null };
      }
    }
    // What the command's own schema let through is JSON; the cloud looks at it once more.
    const input = prepared.input as CommandBody['input'];
    const body: CommandBody = { name: command.name, schema: command.schema, input, now, typed: deviceNow(), bases: basesOf(local) };
    const text = JSON.stringify(body);
    if (text.length > BODY_LIMIT) {
      return { state: 'refused', refusal: { code: 'command.too_long', why: 'input', facts: { limit: BODY_LIMIT } }, knownAt: null };
    }
    const savedAt = deviceNow();
    const heldUntil = request.undoable === true && mayUndo() ? savedAt + UNDO_SEND : null;
    const logged = store.log.append(
      { id, tenant: request.tenant, name: command.name, body: text, actor, heldUntil, toConfirm: verdict.toConfirm, savedAt, draftId: request.draftId, batch: request.batch },
      files.map(({ id: attachmentId, sha256, name, mime, size }) => ({ attachmentId, commandId: id, tenant: request.tenant, sha256, name, mime, size })),
    );
    // From here on it is saved, whatever else fails.
    if (request.draftId !== null) quietly('draft', () => store.drafts.remove(request.draftId ?? ''));
    // It is answered now; every later look at the rows waits for them (store/cache).
    showing = show(desk, logged, local);
    setImmediate(() => desk.sync.nudge(logged));
    return { state: 'saved', commandId: id, toConfirm: verdict.toConfirm, remarks: verdict.remarks, held: heldUntil !== null };
  };

  /** Puts the effect on this desk's rows and tells the windows; the log replays it at the next start should this fail. */
  const show = async (desk: Desk, logged: LoggedCommand, { decision }: LocalRun): Promise<void> => {
    const changes = decision.kind === 'changes' ? decision.changes : [];
    const entities = [...new Set(changes.map((change) => change.entity))];
    try {
      await desk.profile.store.cache.apply(logged, changes);
      publisher.publish('changed', { tenant: logged.tenant, entities });
      desk.sync.changed();
    } catch (error) {
      events.write('error', codeOf(error), { command: logged.id, while: 'apply' });
    }
  };
  const quietly = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      events.write('warn', codeOf(error), { while: what });
    }
  };

  return {
    idle: () => queue.then(() => showing),
    run: (desk, request) =>
      inTurn(async () => {
        const command = commandOf(request.name);
        if (!command) throw new CoreError('command.unknown', { name: request.name });
        return save(desk, request, command);
      }),
  };
}

type Verdict = { readonly answer: RunAnswer } | { readonly toConfirm: boolean; readonly remarks: readonly Remark[] };

/** sync.md: input and right are final here; a state refusal is only what this desk knows, and may be queued by a click. */
function judge(local: LocalRun, request: ParsedInputOf<'command.run'>): Verdict {
  const { decision, knownAt } = local;
  if (decision.kind === 'undecided') return { toConfirm: true, remarks: [] };
  if (decision.kind === 'refused') {
    if (decision.refusal.why === 'state' && request.queueAnyway) return { toConfirm: true, remarks: [] };
    return { answer: { state: 'refused', refusal: decision.refusal, knownAt } };
  }
  if (decision.remarks.length > 0 && !request.acceptRemarks) return { answer: { state: 'remarks', remarks: decision.remarks } };
  return { toConfirm: false, remarks: decision.remarks };
}

/** New rows stand in it with revision 0: by them it is known which commands depend on this one (sync/pending.ts). */
function basesOf({ decision, bases }: LocalRun): Record<string, number> {
  const inserted = decision.kind === 'changes' ? decision.changes.filter((change) => change.kind === 'insert') : [];
  return { ...Object.fromEntries(inserted.map(({ entity, id }) => [`${entity}/${id}`, 0])), ...bases };
}

function refused(decision: LocalRun['decision'], knownAt: number | null): RunAnswer {
  if (decision.kind !== 'refused') throw new Error('the gate of a command answers with a refusal or lets it through');
  return { state: 'refused', refusal: decision.refusal, knownAt };
}

const withFilesSchema = z.object({ files: z.array(chosenFileSchema) });

/** The files that a command names, by the one convention of `input.files`; none for a command without. */
function filesOf(input: unknown): readonly ChosenFile[] {
  return withFilesSchema.safeParse(input).data?.files ?? [];
}
