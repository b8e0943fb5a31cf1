import type { Actor, Change, Ctx, Decision, Facts, Notice } from '../kernel/command.ts';
import { insert, refuse } from '../kernel/command.ts';
import type { RowOf } from '../kernel/entity.ts';
import type { Id } from '../kernel/ids.ts';
import { picturesIn, type RichText } from '../kernel/rich-text.ts';
import { isBlank } from '../kernel/text.ts';
import { attachment, message, type ChosenFile, type ticket } from './entities.ts';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT, REOPEN_WITHIN, type Status } from './values.ts';

export type Ticket = RowOf<typeof ticket>;

/** DET-06: how many whole minutes are missing before the ticket can be closed, by the time of typing; 0 when it can be. */
export function minutesBeforeClosing(createdAt: number, closeAfterMinutes: number, now: number): number {
  return Math.max(0, Math.ceil((createdAt + closeAfterMinutes * 60_000 - now) / 60_000));
}

/** DET-07, by the time of arrival. Exactly fifteen days is still within. */
export function mayReopen(closedAt: number, arrival: number): boolean {
  return arrival - closedAt <= REOPEN_WITHIN;
}

/** LST-09: where an operator may move a ticket by hand. Taking, closing and reopening have commands of their own. */
const MOVES: Readonly<Record<Status, readonly Status[]>> = {
  unassigned: [],
  in_progress: ['waiting_for_customer', 'in_development'],
  waiting_for_customer: ['in_progress', 'in_development'],
  in_development: ['in_progress', 'waiting_for_customer'],
  closed: [],
};
export function mayMove(from: Status, to: Status): boolean {
  return movesFrom(from).includes(to);
}
/** From a status that a later cloud gave, nowhere. */
export function movesFrom(status: Status): readonly Status[] {
  return Object.hasOwn(MOVES, status) ? MOVES[status] : [];
}

/** TKT-12. The refusal names the file and says its size, so that the person knows which one to change. */
export function refuseFiles(files: readonly ChosenFile[]): Decision | undefined {
  if (files.length > ATTACHMENT_COUNT) return refuse('file.too_many', 'input', { count: files.length, limit: ATTACHMENT_COUNT });
  for (const file of files) {
    if (file.size === 0) return refuse('file.empty', 'input', { name: file.name });
    if (file.size >= ATTACHMENT_LIMIT) return refuse('file.too_large', 'input', { name: file.name, size: file.size, limit: ATTACHMENT_LIMIT });
  }
  return undefined;
}

/** TKT-11. A picture is a file that leaves with its text: a stranger's, or another request's, is not shown by naming it. */
export function refusePictures(body: RichText, files: readonly ChosenFile[]): Decision | undefined {
  const own = new Set(files.map((file) => file.id));
  return picturesIn(body).every((id) => own.has(id)) ? undefined : refuse('ticket.picture.not_attached', 'input');
}

export function attachmentRows(files: readonly ChosenFile[], ticketId: Id, messageId: Id | null, ctx: Ctx): Change[] {
  return files.map(({ id, name, size, mime, sha256 }) =>
    insert(attachment, id, { ticketId, messageId, name, size, mime, sha256, state: 'arriving', byId: ctx.actor.personId, at: ctx.now }),
  );
}

/** A line of the chat that says what happened rather than what somebody wrote. */
export function eventRow(id: Id, ticketId: Id, code: string, facts: Record<string, string>, ctx: Ctx): Change {
  return insert(message, id, { ticketId, body: null, plain: '', event: { code, facts }, ...author(ctx), at: ctx.now });
}

/** TKT-05, ACC-02: the account's e-mail stands for a name that was left empty. */
export function nameOf(actor: Pick<Actor, 'name' | 'email'>): string {
  return isBlank(actor.name) ? actor.email : actor.name;
}

export function author(ctx: Ctx): { authorId: Id; authorName: string; authorSide: Actor['side'] } {
  return { authorId: ctx.actor.personId, authorName: nameOf(ctx.actor), authorSide: ctx.actor.side };
}

/** TKT-06: the address on the ticket and the account's, once each, however they are spelt. */
export function notice(template: string, row: Pick<Ticket, 'email' | 'accountEmail'>, facts: Facts): Notice {
  const same = row.email.toLowerCase() === row.accountEmail.toLowerCase();
  return { template, to: same ? [row.email] : [row.email, row.accountEmail], facts };
}

/**
 * DET-10: those whose requests were merged into this one may have no desk, or not see this one there (TKT-01, LST-08): the answer
 * itself goes to them. Not to this one's own people, nor to who is just acting.
 */
export function mergedNotice(row: Pick<Ticket, 'id' | 'email' | 'accountEmail'>, through: Id | null, ctx: Ctx): Notice {
  const but = through === null ? [row.email, row.accountEmail, ctx.actor.email] : [ctx.actor.email];
  return { template: 'merged-answer', to: [], facts: {}, merged: { of: row.id, through, but: but.map((address) => address.toLowerCase()) } };
}

/** What was typed offline may arrive after what was typed later: a ticket's times never go back. */
export function touched(row: Pick<Ticket, 'updatedAt'>, ctx: Pick<Ctx, 'now'>): { updatedAt: number } {
  return { updatedAt: Math.max(row.updatedAt, ctx.now) };
}
