import { v7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import type { BenchCloud } from './bench-cloud.ts';

/** A transaction of ours writes at most 1,000 rows (sync.md, Cloud: push). */
const ROWS_PER_NUMBER = 900;
const TEXT =
  'Da questa mattina la stampa del registro IVA si interrompe a metà con un errore, su tutte le postazioni. Abbiamo già riavviato ' +
  'il programma e il server. Il mese scorso funzionava; nel frattempo è stato installato l’ultimo aggiornamento. Serve entro venerdì.';

/**
 * Puts `count` tickets into a tenant's feed without a command for each: copies of one that went the real way, with ids,
 * numbers and times of their own, under feed numbers with marks as `takeSeq` gives them. For the bench only.
 */
export async function addTickets(cloud: BenchCloud, tenant: Id, person: { readonly email: string }, count: number): Promise<void> {
  const desk = await TestDesk.signedIn(cloud.url, person.email);
  const template = v7();
  const result = await desk.run(tenant, 'ticket.create', ticketInput(template, 'Registro IVA: la stampa si interrompe', person.email, TEXT));
  if (result.outcome.state !== 'accepted') throw new Error(`the template was refused: ${JSON.stringify(result.outcome)}`);
  const { owner } = cloud;
  const { rows } = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'app' and table_name = 'ticket' order by ordinal_position`,
  );
  const own: Readonly<Record<string, string>> = {
    // As desks make them: version 7, so that what is new stands at the end of every index.
    id: 'uuidv7()',
    seq: `f.seq + 1 + (g - 1) / ${ROWS_PER_NUMBER}`,
    number: '1000000 + g',
    title: `t.title || ' ' || g`,
    created_at: 't.created_at - g::bigint * 60000',
    last_reply_at: 't.last_reply_at - g::bigint * 60000',
  };
  const names = rows.map((row) => row.name);
  const numbers = Math.ceil(count / ROWS_PER_NUMBER);
  await owner.query('begin');
  await owner.query('select seq from app.feed where tenant_id = $1 for update', [tenant]);
  await owner.query(
    `insert into app.ticket (${names.join(', ')}) select ${names.map((name) => own[name] ?? `t.${name}`).join(', ')}
       from app.ticket t join app.feed f on f.tenant_id = t.tenant_id cross join generate_series(1, ${count}) g
      where t.tenant_id = $1 and t.id = $2`,
    [tenant, template],
  );
  await moveFeed(cloud, tenant, numbers);
  await owner.query('commit');
  await owner.query('analyze app.ticket');
}

/** Makes of the copies what a list has to choose from: seven of ten closed, three priorities, a third of what is open taken. Rows that a desk has already stay as they are there. */
export async function mixTickets({ owner }: BenchCloud, tenant: Id, operator: { readonly id: Id; readonly name: string }): Promise<void> {
  await owner.query(
    `update app.ticket set
       status = case when number % 10 < 7 then 'closed' when number % 10 = 7 then 'in_progress' when number % 10 = 8 then 'waiting_for_customer' else status end,
       closed_at = case when number % 10 < 7 then created_at + 172800000 end,
       operator_id = case when number % 10 < 8 then $2::uuid end,
       operator_name = case when number % 10 < 8 then $3 end,
       priority = (array['normal', 'normal', 'low', 'high'])[1 + (number / 10) % 4]
     where tenant_id = $1 and number > 1000000 and status = 'unassigned' and number % 10 < 9`,
    [tenant, operator.id, operator.name],
  );
}

/** Stamps any `count` tickets of the tenant with the feed's next number, as one transaction of commands would. */
export async function touchTickets(cloud: BenchCloud, tenant: Id, count: number): Promise<void> {
  const { owner } = cloud;
  await owner.query('begin');
  await owner.query('select seq from app.feed where tenant_id = $1 for update', [tenant]);
  await owner.query(
    `update app.ticket t set seq = f.seq + 1, rev = t.rev + 1, phone = t.rev::text from app.feed f
      where t.tenant_id = $1 and f.tenant_id = $1 and t.id in (select id from app.ticket where tenant_id = $1 order by id limit ${count})`,
    [tenant],
  );
  await moveFeed(cloud, tenant, 1);
  await owner.query('commit');
}

async function moveFeed({ owner }: BenchCloud, tenant: Id, numbers: number): Promise<void> {
  await owner.query(
    `insert into app.feed_mark (tenant_id, seq, mark, at)
     select f.tenant_id, f.seq + g, substr(md5(random()::text), 1, 16), 0 from app.feed f cross join generate_series(1, ${numbers}) g where f.tenant_id = $1`,
    [tenant],
  );
  await owner.query(
    `update app.feed f set seq = f.seq + ${numbers}, mark = m.mark from app.feed_mark m
      where f.tenant_id = $1 and m.tenant_id = $1 and m.seq = f.seq + ${numbers}`,
    [tenant],
  );
}
