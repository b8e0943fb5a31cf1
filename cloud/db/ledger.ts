import type { Id } from '#shared/domain/kernel/ids.ts';
import type { CommandResult, Outcome } from '#shared/api/sync.ts';
import type { Transaction } from './tenant-transaction.ts';

/** A command that took effect or was refused; its outcome never changes (sync.md, Cloud: push). */
export interface LedgerEntry {
  readonly id: Id;
  readonly person_id: Id;
  readonly client: Id | null;
  readonly incarnation: Id | null;
  readonly number: number | null;
  readonly name: string;
  /** Of the body's bytes as the desk keeps them, in hexadecimal. */
  readonly sha256: string;
  readonly typed_at: number;
  readonly arrival: number;
  readonly seq: number;
  readonly outcome: Outcome;
}

type Row = Record<string, unknown>;
export type Sender = { readonly client: Id; readonly incarnation: Id };

const COLUMNS = 'id, person_id, client, incarnation, number, name, sha256, typed_at, arrival, seq, outcome';

/** What the ledger knows of these ids, and of these numbers of the same sender; an entry may come twice. */
export async function lookUp(transaction: Transaction, tenant: Id, ids: readonly Id[], sender: Sender | undefined, numbers: readonly number[]): Promise<LedgerEntry[]> {
  // Two index scans; joined by `or` they become one of the whole ledger. An incarnation belongs to one client.
  return transaction.query<LedgerEntry & Row>(
    'ledger.look_up',
    `select ${COLUMNS} from app.command where tenant_id = $1 and id = any($2::uuid[])
     union all
     select ${COLUMNS} from app.command where tenant_id = $1 and incarnation = $3::uuid and number = any($4::bigint[])`,
    [tenant, ids, sender?.incarnation ?? null, numbers],
  );
}

/** The highest number that this sender's commands have in the ledger; 0 for none. */
export async function lastNumber(transaction: Transaction, tenant: Id, { incarnation }: Sender): Promise<number> {
  const [row] = await transaction.query<{ number: number }>(
    'ledger.last_number',
    'select number from app.command where tenant_id = $1 and incarnation = $2 and number is not null order by number desc limit 1',
    [tenant, incarnation],
  );
  return row?.number ?? 0;
}

/** After a renumbering (409) known commands come again under their new numbers. */
export async function relabel(transaction: Transaction, tenant: Id, { client, incarnation }: Sender, entries: readonly { id: Id; number: number }[]): Promise<void> {
  await transaction.query(
    'ledger.relabel',
    `update app.command c set client = $2, incarnation = $3, number = v.number
       from json_to_recordset($4::json) as v(id uuid, number bigint) where c.tenant_id = $1 and c.id = v.id`,
    [tenant, client, incarnation, JSON.stringify(entries)],
  );
}

export async function enter(transaction: Transaction, tenant: Id, entries: readonly LedgerEntry[]): Promise<void> {
  await transaction.query(
    'ledger.enter',
    `insert into app.command (tenant_id, id, person_id, client, incarnation, number, name, sha256, typed_at, arrival, seq, outcome)
     select $1::uuid, v.* from json_to_recordset($2::json) as v(id uuid, person_id uuid, client uuid, incarnation uuid, number bigint,
       name text, sha256 text, typed_at bigint, arrival bigint, seq bigint, outcome jsonb)`,
    [tenant, JSON.stringify(entries)],
  );
}

/** Results of one person's commands from one device, above one seq and up to another, in the feed's order. */
export async function resultsBetween(transaction: Transaction, tenant: Id, person: Id, client: Id, above: number, upTo: number): Promise<CommandResult[]> {
  const rows = await transaction.query<{ id: Id; number: number; seq: number; arrival: number; outcome: Outcome }>(
    'ledger.results',
    `select id, number, seq, arrival, outcome from app.command
      where tenant_id = $1 and client = $2 and person_id = $3 and seq > $4 and seq <= $5 order by seq, number`,
    [tenant, client, person, above, upTo],
  );
  return rows.map(({ id, ...rest }) => ({ commandId: id, ...rest }));
}
