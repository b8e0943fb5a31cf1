import type { Id } from '#shared/domain/kernel/ids.ts';
import type { OutboxEntry, OutboxState } from '#shared/rpc/contract.ts';

/** An entry with those that share its refusal: they show as one (sync.md, A command's life). */
export interface OutboxItem {
  readonly entry: OutboxEntry;
  readonly dependants: readonly OutboxEntry[];
}
export interface OutboxGroups {
  readonly needsYou: readonly OutboxItem[];
  readonly waiting: readonly OutboxItem[];
  readonly done: readonly OutboxItem[];
}

/** One line of *In uscita*: an entry, or several that were given as one (LST-07), oldest first. */
export type OutboxRow = { readonly kind: 'one'; readonly item: OutboxItem } | { readonly kind: 'batch'; readonly batch: Id; readonly items: readonly OutboxItem[] };

/** A batch stands where its first entry stands; of one alone, or refused by itself, nothing is left to gather. */
export function gathered(items: readonly OutboxItem[]): readonly OutboxRow[] {
  const sizes = new Map<Id, OutboxItem[]>();
  for (const item of items) if (item.entry.batch !== null) sizes.set(item.entry.batch, [...(sizes.get(item.entry.batch) ?? []), item]);
  const rows: OutboxRow[] = [];
  for (const item of items) {
    const { batch } = item.entry;
    const together = batch === null ? [item] : (sizes.get(batch) ?? [item]);
    if (batch === null || together.length === 1) rows.push({ kind: 'one', item });
    else if (together[0] === item) rows.push({ kind: 'batch', batch, items: together });
  }
  return rows;
}

const FAR: readonly OutboxState[] = ['needs_you', 'held', 'to_confirm', 'saved', 'unanswered', 'sending', 'delivered', 'withdrawn'];
/** How far a batch is: as far as the last of it. */
export function stateOfBatch(items: readonly OutboxItem[]): OutboxState {
  return FAR.find((state) => items.some(({ entry }) => entry.state === state)) ?? 'saved';
}

/** What needs the person first, then what waits in the order of sending, then what is done, the newest first. */
export function outboxGroups(entries: readonly OutboxEntry[]): OutboxGroups {
  const known = new Set(entries.map((entry) => entry.commandId));
  const heads = entries.filter((entry) => entry.because === null || !known.has(entry.because));
  const items = heads.map((entry) => ({ entry, dependants: entries.filter((other) => other.because === entry.commandId) }));
  const oldestFirst = items.toSorted((a, b) => a.entry.savedAt - b.entry.savedAt);
  return {
    needsYou: oldestFirst.filter(({ entry }) => needsYou(entry)),
    waiting: oldestFirst.filter(({ entry }) => !needsYou(entry) && !isDone(entry)),
    done: oldestFirst.filter(({ entry }) => !needsYou(entry) && isDone(entry)).reverse(),
  };
}

/** Refused, or delivered with a file that only its author can help on its way (R4). */
export function needsYou(entry: OutboxEntry): boolean {
  return entry.state === 'needs_you' || (entry.state === 'delivered' && entry.files.some((file) => file.state === 'failed'));
}

/** A delivered text whose files are still on their way is not all there yet. */
function isDone(entry: OutboxEntry): boolean {
  if (entry.state === 'delivered') return !entry.files.some((file) => file.state === 'waiting' || file.state === 'sending');
  return entry.state === 'withdrawn';
}

/** A file can be taken back by itself once its text has gone; before, the whole is withdrawn or edited. */
export function mayCancel(entry: OutboxEntry, file: OutboxEntry['files'][number]): boolean {
  return entry.state === 'delivered' && (file.state === 'waiting' || file.state === 'sending' || file.state === 'failed');
}

export type OutboxAction = 'retry' | 'edit' | 'withdraw' | 'put_away' | 'open';

/** What can be done about an entry: withdraw and edit only before it is sent, or after its refusal. */
export function outboxActions(entry: OutboxEntry): readonly OutboxAction[] {
  const open: readonly OutboxAction[] = entry.target?.entity === 'ticket' ? ['open'] : [];
  switch (entry.state) {
    case 'held':
    case 'saved':
    case 'to_confirm':
      return ['edit', 'withdraw', ...open];
    case 'needs_you':
      return ['retry', 'edit', 'put_away', ...open];
    case 'delivered':
      return needsYou(entry) ? ['retry', ...open] : open;
    case 'sending':
    case 'unanswered':
      return open;
    case 'withdrawn':
      return [];
  }
}
