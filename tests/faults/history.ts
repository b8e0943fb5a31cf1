import { v7 as uuidv7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import type { Random } from './random.ts';

/** A command as the test gave it. Its text stands in no other command. */
export interface Given {
  readonly name: 'ticket.create' | 'ticket.reply' | 'ticket.update';
  readonly desk: string;
  readonly ticketId: Id;
  readonly messageId: Id;
  readonly text: string;
  readonly input: unknown;
  /** `saved` was answered, with this id of the command; null when the desk died before it answered. */
  commandId: Id | null;
  /** Saved although the desk knew a reason against it, or could not know. */
  toConfirm: boolean;
}

/** All that was given and done in a round, in order. */
export interface History {
  readonly seed: number;
  readonly lines: string[];
  /** Acknowledged, or unknown: what was refused on the desk is not here. */
  readonly given: Given[];
  tell(line: string): void;
}

export function newHistory(seed: number): History {
  const begun = Date.now();
  const lines: string[] = [];
  return { seed, lines, given: [], tell: (line) => void lines.push(`${String(Date.now() - begun).padStart(6)} ${line}`) };
}

/** The next command of a desk; only a customer's desk makes tickets. `tickets` are those it may name. */
export function nextCommand(random: Random, desk: string, email: string, mayCreate: boolean, tickets: readonly Id[], text: string): Given {
  const kind = random.next();
  if (tickets.length === 0 || (mayCreate && kind < 0.45)) {
    const ticketId = uuidv7();
    return { ...given(desk, text), name: 'ticket.create', ticketId, input: ticketInput(ticketId, text, email) };
  }
  const ticketId = random.pick(tickets);
  if (kind < 0.75) return replyOf(desk, ticketId, text, random.chance(0.1));
  return { ...given(desk, text), name: 'ticket.update', ticketId, input: { ticketId, priority: random.pick(['low', 'normal', 'high']), contactId: null } };
}

/** A reply, by which the request may also be closed. */
export function replyOf(desk: string, ticketId: Id, text: string, close: boolean): Given {
  const base = given(desk, text);
  const asks = { close, reopen: false, ask: false, priority: null, contactId: null, files: [] };
  return { ...base, name: 'ticket.reply', ticketId, input: { ticketId, messageId: base.messageId, eventId: uuidv7(), body: richTextOf(text), ...asks } };
}

function given(desk: string, text: string): Pick<Given, 'desk' | 'text' | 'messageId' | 'commandId' | 'toConfirm'> {
  return { desk, text, messageId: uuidv7(), commandId: null, toConfirm: false };
}
