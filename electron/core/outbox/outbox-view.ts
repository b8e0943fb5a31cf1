import type { Id } from '#shared/domain/kernel/ids.ts';
import { isRichText } from './rich-text-guard.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { OutboxEntry, OutboxState } from '#shared/rpc/contract.ts';
import type { LocalEffect, LoggedCommand, Upload } from '../store/store.ts';
import { bodyOf, isRefused, type Holds } from '../sync/pending.ts';

export interface OutboxFacts {
  readonly holds: Holds;
  readonly tenantName: (tenant: Id) => string;
  readonly effects: ReadonlyMap<Id, LocalEffect>;
  /** Titles of the requests that commands without an effect of theirs are about, by the requests' ids. */
  readonly titles: ReadonlyMap<Id, string>;
  readonly uploads: readonly Upload[];
  readonly inFlight: ReadonlySet<Id>;
  /** Bytes that the cloud has of a file on its way; undefined for one that is not. */
  readonly uploadSent: (attachmentId: Id) => number | undefined;
}

const WORDS = 120;

/** One line of *In uscita* (OFF-02). */
export function outboxEntry(command: LoggedCommand, facts: OutboxFacts): OutboxEntry {
  const { input } = bodyOf(command);
  const effect = facts.effects.get(command.id);
  return {
    commandId: command.id,
    tenant: command.tenant,
    tenantName: facts.tenantName(command.tenant),
    name: command.name,
    state: stateOf(command, facts),
    title: titleOf(input, effect?.title ?? facts.titles.get(targetOf(input)?.id ?? '')),
    savedAt: command.savedAt,
    outcome: outcomeOf(command),
    number: numberOf(command),
    because: command.because,
    batch: command.batch,
    sets: setsOf(input),
    files: facts.uploads.filter((upload) => upload.commandId === command.id).map((upload) => fileOf(upload, facts)),
    target: effect?.target ?? targetOf(input),
  };
}

export function stateOf(command: LoggedCommand, facts: Pick<OutboxFacts, 'holds' | 'inFlight'>): OutboxState {
  if (command.state === 'withdrawn' || command.state === 'dismissed') return 'withdrawn';
  if (command.state === 'parked' || isRefused(command) || command.because !== null) return 'needs_you';
  if (command.result !== null || command.state === 'settled') return 'delivered';
  if (facts.inFlight.has(command.id)) return 'sending';
  // With a number it may have reached the cloud already, although no answer came back.
  if (command.number !== null) return 'unanswered';
  if (facts.holds(command) !== null) return 'held';
  return command.toConfirm ? 'to_confirm' : 'saved';
}

/** The ticket's own words first; of an answer its beginning, since its ticket's title alone would not tell two apart. */
function titleOf(input: Readonly<Record<string, unknown>>, known: string | undefined): string {
  const typed = typeof input['title'] === 'string' ? input['title'] : '';
  const body = isRichText(input['body']) ? plainOf(input['body']).replace(/\s+/g, ' ') : '';
  const about = typed || known || '';
  const words = [about, body].filter((part) => part !== '').join(': ');
  return words.length <= WORDS ? words : `${words.slice(0, WORDS - 1).trimEnd()}…`;
}

/** The request that a command is about, by the one convention of `input.ticketId`. */
export function targetOf(input: Readonly<Record<string, unknown>>): OutboxEntry['target'] {
  const id = input['ticketId'];
  return typeof id === 'string' ? { entity: 'ticket', id } : null;
}

/** The fields by which a batch is told in one line. */
function setsOf(input: Readonly<Record<string, unknown>>): OutboxEntry['sets'] {
  const { priority, status, operatorId } = input;
  return {
    ...(typeof priority === 'string' ? { priority } : {}),
    ...(typeof status === 'string' ? { status } : {}),
    ...(typeof operatorId === 'string' ? { operatorId } : {}),
  };
}

/** What was parked never had an answer of the cloud's; its reason is shown all the same. */
function outcomeOf(command: LoggedCommand): OutboxEntry['outcome'] {
  if (command.result) return command.result.outcome;
  if (command.state !== 'parked') return null;
  return { state: 'refused', refusal: { code: command.reason ?? 'command.parked', why: 'right', facts: {} } };
}

/** The number that the cloud gave to the row this command made. */
function numberOf(command: LoggedCommand): number | null {
  const outcome = command.result?.outcome;
  if (outcome?.state !== 'accepted') return null;
  const number = outcome.given.find((given) => typeof given.values['number'] === 'number')?.values['number'];
  return typeof number === 'number' ? number : null;
}

function fileOf(upload: Upload, facts: OutboxFacts): OutboxEntry['files'][number] {
  const moving = facts.uploadSent(upload.attachmentId);
  const { attachmentId, name, size, problem } = upload;
  if (upload.state === 'sent') return { attachmentId, name, size, sent: size, state: 'sent', problem: null };
  if (upload.state !== 'waiting') return { attachmentId, name, size, sent: upload.sent, state: upload.state, problem };
  return { attachmentId, name, size, sent: moving ?? upload.sent, state: moving === undefined ? 'waiting' : 'sending', problem };
}
