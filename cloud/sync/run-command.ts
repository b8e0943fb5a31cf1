import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision, Refusal } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { cleanJson, cleanLine } from '#shared/domain/kernel/text.ts';
import { commandOf } from '#shared/domain/registry.ts';
import type { CommandResult, Outcome } from '#shared/api/sync.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { LedgerEntry } from '#cloud/db/ledger.ts';
import type { MailRow, MergedMail } from '#cloud/db/mail-rows.ts';
import type { TenantChange, TenantData } from '#cloud/db/tenant-data.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import { SYSTEM_PERSON } from '#cloud/system-ids.ts';
import { clashesIn, conflictRecords, type Clash } from './conflicts.ts';
import { CommandBug, decideOne, prepareOne, type Arrived, type Giver } from './decide-prefix.ts';
import type { Pokes } from './pokes.ts';
import { give, Rows, type Writer } from './rows.ts';

export interface CommandPlace {
  readonly data: TenantData;
  readonly pokes: Pokes;
  /** The cloud's clock, ms. */
  readonly now: () => number;
  /** Brings what follows for who may be where into force (auth/identity-effects.ts); where it fails, the commands are sent again. */
  readonly settleIdentity?: (tenant: Id) => Promise<void>;
  /** A bug in a rule, or a row that the database refused: for the log. */
  readonly problem: (error: unknown, commandId: Id) => void;
}

export interface Batch {
  readonly tenant: Id;
  readonly giver: Giver;
  /** The device and its log; undefined for jobs, whose commands have no number. */
  readonly sender: { readonly client: Id; readonly incarnation: Id } | undefined;
  /** Whose sequence gives the numbers that people see. */
  readonly vendor: Id;
  readonly commands: readonly Arrived[];
  /** Commands whose very shape is refused; they are entered all the same, so that they are answered once and for all. */
  readonly refused?: ReadonlyMap<Id, Refusal>;
  /** `skip`: demonstration data, which must not write to anybody. */
  readonly mail: 'keep' | 'skip';
}

/** A transaction writes at most 1,000 rows (sync.md, Cloud: pull); one command stays below the rest. */
const ROWS_PER_TRANSACTION = 900;
const TRIES = 6;

/**
 * The only writer of synced rows. Runs commands of one giver in one tenant, in order, as few transactions as possible;
 * answers a result for each, the stored one where the command is known. A refusal is a result.
 *
 * @throws ApiProblem `command.altered` (same id, other bytes) or `client.renumber` (a hole, or a number seen with another
 *   id); nothing is written then. Errors of the database are thrown on after retries: the caller sends 5xx.
 */
export async function runCommands(place: CommandPlace, batch: Batch): Promise<CommandResult[]> {
  const results: CommandResult[] = [];
  let rest = batch.commands;
  while (rest.length > 0) {
    const done = await runPrefix(place, { ...batch, commands: rest });
    results.push(...done);
    rest = rest.slice(done.length);
  }
  // Of known ones too: the answer that was lost may have been lost before this.
  if (batch.commands.some(({ name }) => commandOf(name)?.area === 'org')) await place.settleIdentity?.(batch.tenant);
  return results;
}

async function runPrefix(place: CommandPlace, batch: Batch): Promise<CommandResult[]> {
  try {
    return await retried(place, batch);
  } catch (error) {
    if (!isOneCommandsFault(error)) throw error;
  }
  // A poison command must not stop the others: one by one, and the guilty one is refused.
  const first = batch.commands.slice(0, 1);
  const [command] = first;
  if (!command) return [];
  try {
    return await retried(place, { ...batch, commands: first });
  } catch (error) {
    if (!isOneCommandsFault(error)) throw error;
    place.problem(error, command.id);
    const code = sqlState(error) === '23505' ? 'row.exists' : sqlState(error) === '' ? 'command.failed' : 'input.invalid';
    const verdict: Refusal = { code, why: code === 'input.invalid' ? 'input' : 'state', facts: { command: command.name } };
    return retried(place, { ...batch, commands: first, refused: new Map([[command.id, verdict]]) });
  }
}

/** A bug in a rule, or values that the database does not take (data exceptions, constraints). */
function isOneCommandsFault(error: unknown): boolean {
  return error instanceof CommandBug || /^2[23]/.test(sqlState(error));
}

/** Serialisation failures and deadlocks, and two that inserted the same thing at once, are tried again. */
async function retried(place: CommandPlace, batch: Batch): Promise<CommandResult[]> {
  const { actor, sight } = batch.giver;
  const seat = { tenant: batch.tenant, person: actor.personId, side: actor.side, sight };
  for (let tries = 1; ; tries++) {
    try {
      const { results, seq, decidesSight } = await place.data.change(seat, (data) => attempt(data, batch, place.now));
      if (decidesSight) place.pokes.sight(batch.tenant);
      else if (seq !== undefined) place.pokes.moved(batch.tenant, seq);
      return results;
    } catch (error) {
      const state = sqlState(error);
      const again = state === '40001' || state === '40P01' ? tries < TRIES : state === '23505' && tries < 3;
      if (!again) throw error;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
}

async function attempt(data: TenantChange, batch: Batch, now: () => number): Promise<{ results: CommandResult[]; seq: number | undefined; decidesSight: boolean }> {
  const { tenant, giver } = batch;
  const known = await checkAgainstLedger(data, batch);
  const fresh = batch.commands.filter((command) => !known.has(command.id)).map((command) => prepareOne(command, tenant, giver, batch.refused?.get(command.id)));
  const rows = new Rows();
  await rows.load(data, fresh.flatMap((prepared) => (prepared.ready ? Object.values(prepared.reads) : [])));

  const numbers = numberSource(data, batch.vendor);
  const outcomes = new Map<Id, Outcome>();
  const mails: MailRow[] = [];
  const mergedMails: MergedMail[] = [];
  for (const [index, prepared] of fresh.entries()) {
    if (rows.size >= ROWS_PER_TRANSACTION) break;
    const { arrived } = prepared;
    const decision = decideOne(prepared, tenant, giver, rows);
    if (decision.kind !== 'changes') {
      outcomes.set(arrived.id, refusedOutcome(decision));
      continue;
    }
    const alike = () => fresh.slice(index).filter((other) => other.arrived.name === arrived.name).length;
    const outcome = await applyDecision(data, rows, batch, arrived, decision, () => numbers(alike));
    outcomes.set(arrived.id, outcome);
    if (batch.mail !== 'keep') continue;
    mails.push(...mailsOf(arrived, decision, outcome));
    for (const { template, merged } of decision.notices) if (merged) mergedMails.push({ command_id: arrived.id, template, created_at: arrived.arrival, merged });
  }

  const inSight = rows.inSight();
  if (inSight.length > 0) await data.lockDependants(inSight);
  // Last before the writes: from here to the commit this tenant's other writers wait (I6).
  const seq = outcomes.size > 0 ? await data.takeSeq(now()) : undefined;
  const entries = seq === undefined ? [] : fresh.flatMap(({ arrived }) => entryOf(arrived, batch, seq, outcomes.get(arrived.id)));
  if (seq !== undefined) {
    await Promise.all([
      ...(inSight.length > 0 ? [data.restampDependants(seq, inSight)] : []),
      data.writeRows(seq, rows.changed()),
      data.enter(entries),
      ...(mails.length > 0 ? [data.keepMail(mails)] : []),
    ]);
    for (const mail of mergedMails) await data.keepMergedMail(mail);
  }
  const answers = new Map([...known, ...entries.map((entry) => [entry.id, entry] as const)]);
  const results: CommandResult[] = [];
  for (const { id, number } of batch.commands) {
    const entry = answers.get(id);
    if (!entry) break;
    results.push({ commandId: id, number: number ?? 1, seq: entry.seq, arrival: entry.arrival, outcome: entry.outcome });
  }
  return { results, seq, decidesSight: rows.decidesSight() };
}

/**
 * What is known already, by id. Numbers are a chain per device and incarnation: a hole, or a number that stands for
 * another command, means that this log is a copy or came out of a backup (sync.md, Cloud: push).
 */
async function checkAgainstLedger(data: TenantChange, { giver, sender, commands }: Batch): Promise<Map<Id, LedgerEntry>> {
  // In this order: the same push may be entered by its double in between, and its numbers must then be found as its own.
  const [highest, entries] = await Promise.all([
    sender ? data.lastNumber(sender) : 0,
    data.lookUp(commands.map(({ id }) => id), sender, commands.flatMap(({ number }) => number ?? [])),
  ]);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const known = new Map<Id, LedgerEntry>();
  for (const { id, sha256 } of commands) {
    const entry = byId.get(id);
    if (!entry) continue;
    if (entry.sha256 !== sha256 || entry.person_id !== giver.actor.personId) {
      throw new ApiProblem(422, 'command.altered', `command ${id} was received before with other content`);
    }
    known.set(id, entry);
  }
  if (!sender) return known;

  const mine = (entry: LedgerEntry) => entry.incarnation === sender.incarnation;
  const byNumber = new Map(entries.filter(mine).map((entry) => [entry.number, entry]));
  let last = highest;
  const moved: { id: Id; number: number }[] = [];
  for (const { id, number } of commands) {
    if (number === null) continue;
    const holder = byNumber.get(number);
    if ((holder && holder.id !== id) || number > last + 1) throw new ApiProblem(409, 'client.renumber', `number ${number} does not follow`);
    if (!holder && number <= last) throw new ApiProblem(409, 'client.renumber', `number ${number} was used before`);
    last = Math.max(last, number);
    if (known.has(id) && !holder) moved.push({ id, number });
  }
  if (moved.length > 0) await data.relabel(sender, moved);
  return known;
}

function refusedOutcome(decision: Decision): Outcome {
  if (decision.kind !== 'refused') throw new Error(`not a refusal: ${decision.kind}`);
  // Facts quote what was sent, and what was sent may be what the database cannot store (R8).
  return { state: 'refused', refusal: cleanJson(decision.refusal) };
}

async function applyDecision(
  data: TenantChange,
  rows: Rows,
  { giver, sender }: Batch,
  arrived: Arrived,
  decision: Extract<Decision, { kind: 'changes' }>,
  nextNumber: () => Promise<number>,
): Promise<Extract<Outcome, { state: 'accepted' }>> {
  const writer: Writer = { client: sender?.client ?? SYSTEM_PERSON, incarnation: sender?.incarnation ?? SYSTEM_PERSON, number: arrived.number ?? 0 };
  const given: Extract<Outcome, { state: 'accepted' }>['given'] = [];
  const clashes: Clash[] = [];
  for (const change of decision.changes) {
    const fieldRevBefore = rows.get(change.entity, change.id)?.fieldRev ?? {};
    const { row, before } = rows.apply(change, writer);
    if (change.kind === 'insert') {
      for (const [field, { given: source }] of Object.entries(row.entity.fields)) {
        if (source !== 'sequence') continue;
        const number = await nextNumber();
        give(row, field, number);
        given.push({ entity: row.entity.name, id: row.id, values: { [field]: number } });
      }
    }
    if (giver.actor.side === 'system') continue;
    clashes.push(...clashesIn(arrived, writer, row, before, fieldRevBefore));
  }
  for (const record of await conflictRecords(data, arrived, giver.actor.personId, clashes)) rows.apply(record, writer);
  return { state: 'accepted', remarks: decision.remarks.map(({ code, facts }) => ({ code, facts: { ...facts } })), given, conflicts: clashes.length };
}

/** Fetches numbers for all commands of a kind at once, counting them only then; what a refusal leaves over is a gap. */
function numberSource(data: TenantChange, vendor: Id): (expected: () => number) => Promise<number> {
  let stock: number[] = [];
  return async (expected) => {
    if (stock.length === 0) stock = await data.nextNumbers(vendor, expected());
    const number = stock.shift();
    if (number === undefined) throw new Error('the sequence gave no number');
    return number;
  };
}

function mailsOf(arrived: Arrived, decision: Extract<Decision, { kind: 'changes' }>, outcome: Extract<Outcome, { state: 'accepted' }>): MailRow[] {
  const given = Object.assign({}, ...outcome.given.map(({ values }) => values)) as Record<string, number>;
  return decision.notices.flatMap(({ template, to, facts }) =>
    [...new Set(to.map((address) => address.toLowerCase()))].map((recipient) => ({
      command_id: arrived.id, recipient, template, facts: { ...facts, ...given }, created_at: arrived.arrival,
    })),
  );
}

function entryOf(arrived: Arrived, { giver, sender }: Batch, seq: number, outcome: Outcome | undefined): LedgerEntry[] {
  if (!outcome) return [];
  const { id, number, name, sha256, typed, arrival } = arrived;
  return [
    {
      id, number, name: cleanLine(name), sha256, seq, outcome, arrival, typed_at: typed,
      person_id: giver.actor.personId, client: sender?.client ?? null, incarnation: sender?.incarnation ?? null,
    },
  ];
}
