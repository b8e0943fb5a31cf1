import { v7 as uuidv7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import { CoreError } from '../core-error.ts';
import type { Store } from '../store/store.ts';
import type { LoggedCommand } from '../store/store.ts';
import { bodyOf, dependantsOf, isWaiting, needsYou } from '../sync/pending.ts';
import { rebaseTenant } from '../sync/settle.ts';
import { isRichText } from './rich-text-guard.ts';

/**
 * Takes a command back that is not on its way, or puts away one that needs its author, with all that stands on it. What
 * was typed becomes a draft again, first (R4). Answers the draft's id, null for a command without words.
 * Throws `outbox.unknown`, or `outbox.on_its_way` once it may have reached the cloud.
 */
export async function takeBack(store: Store, commandId: Id, now: number): Promise<{ readonly draftId: Id | null; readonly tenant: Id }> {
  const command = store.log.get(commandId);
  if (!command) throw new CoreError('outbox.unknown');
  const unsent = isWaiting(command) && command.number === null;
  if (!unsent && !needsYou(command)) throw new CoreError('outbox.on_its_way');

  const draftId = putBack(store, command, now);
  await rebaseTenant(store, command.tenant);
  return { draftId, tenant: command.tenant };
}

/**
 * LST-07: takes back all of a batch that has not gone yet, the last first, since what stands on another goes before it.
 * Nothing can leave in between: the log hears of all of them before anything else runs.
 */
export async function takeBackBatch(store: Store, batch: Id, now: number): Promise<{ readonly withdrawn: number; readonly late: number; readonly tenants: readonly Id[] }> {
  const given = store.log.ofBatch(batch);
  const unsent = given.filter((command) => isWaiting(command) && command.number === null);
  for (const command of unsent.toReversed()) putBack(store, command, now);
  const tenants = [...new Set(unsent.map((command) => command.tenant))];
  for (const tenant of tenants) await rebaseTenant(store, tenant);
  const late = given.filter((command) => !unsent.includes(command) && command.state !== 'withdrawn' && command.state !== 'dismissed' && !needsYou(command));
  return { withdrawn: unsent.length, late: late.length, tenants };
}

/** The command and all that stands on it, in the log alone; answers the draft that it has become. */
function putBack(store: Store, command: LoggedCommand, now: number): Id | null {
  const open = store.log.open(command.tenant);
  const lost = [command, ...dependantsOf(command.id, open).flatMap((id) => store.log.get(id) ?? [])];
  let draftId: Id | null = null;
  for (const each of lost) {
    // A dependant that went with the same push has its own answer; it is put away by a click of its own.
    if (each !== command && each.result?.outcome.state === 'accepted') continue;
    const kept = keepAsDraft(store, each, now);
    if (each === command) draftId = kept;
    store.log.setState(each.id, each.result === null && each.number === null ? 'withdrawn' : 'dismissed');
    for (const upload of store.log.uploads()) {
      if (upload.commandId === each.id && upload.state !== 'sent') store.log.updateUpload(upload.attachmentId, { state: 'withdrawn' });
    }
  }
  return draftId;
}

/** A draft whose content is the command's input, so that the screen that made it opens it as it was. */
function keepAsDraft(store: Store, command: LoggedCommand, now: number): Id | null {
  const shape = draftShape(command, bodyOf(command).input);
  if (!shape) return null;
  const id = uuidv7();
  store.drafts.save({ id, tenant: command.tenant, ...shape }, now);
  return id;
}

function draftShape({ name, tenant }: LoggedCommand, input: Readonly<Record<string, unknown>>): { kind: string; title: string; content: unknown } | undefined {
  const title = typeof input['title'] === 'string' ? input['title'] : isRichText(input['body']) ? plainOf(input['body']).slice(0, 200) : '';
  if (name === 'ticket.create') return { kind: 'ticket.new', title, content: input };
  const kind = `ticket.reply:${String(input['ticketId'])}`;
  if (name === 'ticket.reply') return { kind, title, content: input };
  if (name === 'document.save' || name === 'document.propose') return { kind: 'document', title, content: input };
  // Each has a dialog with one draft (renderer/screens/company).
  if (name === 'invitation.create') return { kind: `invitation.new:${tenant}`, title: String(input['email']), content: input };
  if (name === 'group.create') return { kind: `group:${tenant}:new`, title: String(input['name']), content: { name: input['name'], add: input['memberIds'], remove: [] } };
  // The note is typed in the same box (DET-10).
  if (name === 'ticket.note') return { kind, title, content: { ...input, note: true } };
  return undefined;
}
