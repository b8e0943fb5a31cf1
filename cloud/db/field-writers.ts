import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Transaction } from './tenant-transaction.ts';

/** By what `field_rev` keeps of a write. */
export interface Write {
  readonly client: Id;
  readonly incarnation: Id;
  readonly number: number;
}
export interface WriterInLedger {
  readonly person_id: Id;
  /** As the tenant's own rows have it; null for somebody who is neither of the company nor one of its operators. */
  readonly name: string | null;
  readonly arrival: number;
}

/** Who wrote, in the order asked; undefined for a job of the cloud, and for a log that was renumbered since. */
export async function writersOf(transaction: Transaction, tenant: Id, writes: readonly Write[]): Promise<(WriterInLedger | undefined)[]> {
  const rows = await transaction.query<WriterInLedger & Write & Record<string, unknown>>(
    'ledger.writers',
    `select c.client, c.incarnation, c.number, c.person_id, c.arrival, coalesce(m.name, a.name) as name
       from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as w(client, incarnation, number)
       join app.command c on c.tenant_id = $1 and c.incarnation = w.incarnation and c.number = w.number and c.client = w.client
       left join app.membership m on m.tenant_id = $1 and m.id = c.person_id
       left join app.agent a on a.tenant_id = $1 and a.id = c.person_id`,
    [tenant, writes.map(({ client }) => client), writes.map(({ incarnation }) => incarnation), writes.map(({ number }) => number)],
  );
  return writes.map(({ client, incarnation, number }) => rows.find((row) => row.client === client && row.incarnation === incarnation && row.number === number));
}
