import type { Facts } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Transaction } from './tenant-transaction.ts';

export interface MailRow {
  readonly command_id: Id;
  readonly recipient: string;
  readonly template: string;
  readonly facts: Facts;
  readonly created_at: number;
}

/** Keeps mail in the command's own transaction; the same mail twice is one (sync.md, Mail). */
export async function keepMail(transaction: Transaction, tenant: Id, mails: readonly MailRow[]): Promise<void> {
  await transaction.query(
    'mail.keep',
    `insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at)
     select $1::uuid, v.* from json_to_recordset($2::json) as v(command_id uuid, recipient text, template text, facts jsonb, created_at bigint)
     on conflict do nothing`,
    [tenant, JSON.stringify(mails)],
  );
}
