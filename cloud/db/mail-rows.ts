import type { Facts, ToMerged } from '#shared/domain/kernel/command.ts';
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

/** A mail for the people of merged requests, in full only where the rows are. */
export type MergedMail = Omit<MailRow, 'recipient' | 'facts'> & { readonly merged: ToMerged };

/**
 * DET-10: the answer of a request, to whoever raised one that was merged into it: the solution that was marked, else the
 * last that the vendor wrote to its people; internal notes are no messages. After `writeRows`, so that what a push
 * merged and answered at once is there. Nothing where there is no answer. Whoever closes may not see what was merged, and
 * learns nothing of it: from here on the transaction does (LST-08).
 */
export async function keepMergedMail(transaction: Transaction, tenant: Id, { command_id, template, created_at, merged }: MergedMail): Promise<void> {
  await transaction.query('mail.sight_all', "select set_config('app.sight', 'all', true)", []);
  await transaction.query(
    'mail.keep_merged',
    `with recursive merged as (
       select id, title, number, email, account_email from app.ticket
        where tenant_id = $1::uuid and not deleted and case when $3::uuid is null then merged_into = $2::uuid else id = $3::uuid end
       union
       select t.id, t.title, t.number, t.email, t.account_email from app.ticket t join merged m on t.merged_into = m.id
        where t.tenant_id = $1::uuid and not t.deleted
     ), answer as (
       select m.plain, m.author_name from app.message m join app.ticket t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
        where m.tenant_id = $1::uuid and m.ticket_id = $2::uuid and not m.deleted and m.author_side = 'vendor' and m.event is null
        order by coalesce(m.id = t.solution_id, false) desc, m.at desc limit 1
     )
     insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at)
     select $1::uuid, $4::uuid, lower(address), $5, jsonb_build_object('title', title, 'number', number, 'name', author_name, 'answer', plain), $6::bigint
       from merged cross join answer cross join lateral (values (email), (account_email)) as of_request (address)
      where lower(address) <> all($7::text[])
     on conflict do nothing`,
    [tenant, merged.of, merged.through, command_id, template, created_at, merged.but],
  );
}
