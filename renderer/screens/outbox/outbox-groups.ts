import type { OutboxEntry } from '#shared/rpc/contract.ts';

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

/** What needs the person first, then what waits in the order of sending, then what is done, the newest first. */
export function outboxGroups(entries: readonly OutboxEntry[]): OutboxGroups {
  const known = new Set(entries.map((entry) => entry.commandId));
  const heads = entries.filter((entry) => entry.because === null || !known.has(entry.because));
  const items = heads.map((entry) => ({ entry, dependants: entries.filter((other) => other.because === entry.commandId) }));
  const oldestFirst = items.toSorted((a, b) => a.entry.savedAt - b.entry.savedAt);
  return {
    needsYou: oldestFirst.filter(({ entry }) => entry.state === 'needs_you'),
    waiting: oldestFirst.filter(({ entry }) => entry.state === 'held' || entry.state === 'saved' || entry.state === 'to_confirm' || entry.state === 'sending' || entry.state === 'unanswered'),
    done: oldestFirst.filter(({ entry }) => entry.state === 'delivered' || entry.state === 'withdrawn').reverse(),
  };
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
    case 'sending':
    case 'unanswered':
    case 'delivered':
      return open;
    case 'withdrawn':
      return [];
  }
}
