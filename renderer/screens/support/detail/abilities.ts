import { mayGive } from '#shared/domain/access/rights.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { maySetPrivate } from '#shared/domain/tickets/commands/set-private.ts';
import { mayReopen, movesFrom } from '#shared/domain/tickets/rules.ts';
import { prioritySchema, type Priority, type Status } from '#shared/domain/tickets/values.ts';
import type { TenantView, TicketView } from '#shared/rpc/contract.ts';

/** What this person can do to this ticket now; what is false or empty is not on the screen (ui.md). */
export interface Abilities {
  readonly reply: boolean;
  /** How a reply to a closed ticket goes on (DET-07, DET-12): it reopens, or a linked request takes its place. */
  readonly closed: 'no' | 'reopen' | 'too_late';
  /** DET-02: priority and contact person. */
  readonly edit: boolean;
  /** LST-08. */
  readonly setPrivate: boolean;
  readonly take: boolean;
  readonly assign: boolean;
  /** LST-09: where an operator may move it by hand. */
  readonly moves: readonly Status[];
  /** LST-09: the reply asks the customer for something. */
  readonly ask: boolean;
  readonly note: boolean;
  readonly create: boolean;
  /** DET-10. */
  readonly solve: boolean;
  readonly merge: boolean;
}

type Side = Pick<TenantView, 'side' | 'roles'>;

export function abilitiesOn(ticket: Pick<TicketView, 'status' | 'closedAt' | 'requesterId'>, tenant: Side, personId: Id, now: number): Abilities {
  const may = (command: string) => mayGive({ side: tenant.side, roles: tenant.roles }, command);
  const open = ticket.status !== 'closed';
  const late = ticket.closedAt !== null && !mayReopen(ticket.closedAt, now);
  return {
    reply: may('ticket.reply'),
    closed: open ? 'no' : late ? 'too_late' : 'reopen',
    edit: open && may('ticket.update'),
    setPrivate: may('ticket.set_private') && maySetPrivate({ ...tenant, personId }, ticket),
    take: ticket.status === 'unassigned' && may('ticket.take'),
    assign: open && may('ticket.assign'),
    moves: may('ticket.set_status') ? movesFrom(ticket.status) : [],
    ask: open && ticket.status !== 'unassigned' && tenant.side === 'vendor' && may('ticket.reply'),
    note: may('ticket.note'),
    create: may('ticket.create'),
    solve: may('ticket.mark_solution'),
    merge: open && may('ticket.merge'),
  };
}

/** The choices of the priority field: Bloccante stands there only where the ticket already is (DET-03). */
export function priorityChoices(current: Priority): readonly Priority[] {
  return prioritySchema.options.filter((priority) => priority !== 'blocking' || current === 'blocking');
}
