import type { Id } from '#shared/domain/kernel/ids.ts';
import { TENANTS } from '#cloud/testing/small-data.ts';
import type { DeskProcess } from './desk-process.ts';
import type { History } from './history.ts';

/** Watches what one client shows of a ticket, from look to look. */
export interface Observer {
  /** The messages in sight now; what may not be is added to the violations. */
  look(ticket: Id): Promise<ReadonlySet<Id>>;
}

interface Watched {
  readonly who: string;
  readonly process: DeskProcess;
  readonly history: History;
  /** Message → the messages that its author had in sight. */
  readonly causes: ReadonlyMap<Id, ReadonlySet<Id>>;
  readonly violations: string[];
}

export function createObserver({ who, process, history, causes, violations }: Watched): Observer {
  const shown = new Map<Id, ReadonlySet<Id>>();
  /** A refusal takes a message away again, at its author's desk alone; what was read beside it has no such way out. */
  const refused = async (): Promise<ReadonlySet<Id>> => {
    const outbox = await process.invoke('outbox.list', { includeDelivered: true });
    const commands = new Set(outbox.filter((entry) => entry.state === 'needs_you' || entry.state === 'withdrawn').map((entry) => entry.commandId));
    return new Set(history.given.flatMap((given) => (given.commandId !== null && commands.has(given.commandId) ? [given.messageId] : [])));
  };
  const refusedAnywhere = (id: Id): boolean => history.given.some((given) => given.messageId === id && given.toConfirm);

  return {
    async look(ticket) {
      // Saved before it was looked: its own.
      const own = history.given.filter((given) => given.desk === who && given.name === 'ticket.reply' && given.ticketId === ticket && !given.toConfirm).map((given) => given.messageId);
      const detail = await process.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticket });
      const now = new Set((detail?.messages ?? []).map((message) => message.id));
      const gone = [...own.map((id) => ({ id, why: 'I5 its own message' })), ...[...(shown.get(ticket) ?? [])].map((id) => ({ id, why: 'a message seen before' }))].filter(({ id }) => !now.has(id));
      if (gone.length > 0) {
        const excused = await refused();
        for (const { id, why } of gone) if (!excused.has(id) && !refusedAnywhere(id)) violations.push(`${who} no longer shows ${why}, ${id}, in ${ticket}`);
      }
      for (const id of now) {
        for (const cause of causes.get(id) ?? []) if (!now.has(cause) && !refusedAnywhere(cause)) violations.push(`${who} shows ${id} without ${cause}, which its author had in sight`);
      }
      shown.set(ticket, now);
      return now;
    },
  };
}
