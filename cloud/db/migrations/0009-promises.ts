import { sql, type Kysely } from 'kysely';

/** What a request is promised (SLA-01, SLA-02), how it went (SLA-03), solution, merging and canned answers (DET-10). */
export const promises = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.ticket
  add column planned_days bigint,
  add column due_at bigint,
  add column paused_at bigint,
  add column paused_for bigint,
  add column breached_at bigint,
  add column rating bigint,
  add column rating_words text,
  add column rated_at bigint,
  add column solution_id uuid,
  add column merged_into uuid;
-- What the clock looks at every few minutes: open, running, and not told yet.
create index ticket_due on app.ticket (tenant_id, due_at) where status <> 'closed' and paused_at is null and breached_at is null and not deleted;

alter table app.support_settings add column calendar jsonb;

alter table app.internal_note add column event jsonb;
-- The cloud's own jobs write there too: a due date that has passed is the vendor's to know.
drop policy vendor_side on app.internal_note;
create policy vendor_side on app.internal_note as restrictive to sportello_app
  using (nullif(current_setting('app.side', true), '') in ('vendor', 'system'));

create table app.canned_answer (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  title text not null,
  body jsonb not null,
  archived boolean not null,
  changed_at bigint not null,
  primary key (tenant_id, id)
);
create index canned_answer_seq on app.canned_answer (tenant_id, seq);
alter table app.canned_answer enable row level security;
create policy own_tenant on app.canned_answer to sportello_app using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy vendor_side on app.canned_answer as restrictive to sportello_app
  using (nullif(current_setting('app.side', true), '') = 'vendor');
grant select, insert, update on app.canned_answer to sportello_app;
create index canned_answer_tombstones on app.canned_answer (tenant_id, seq) where deleted;
create policy tombstones on app.canned_answer to sportello_jobs using (deleted);
grant select, delete on app.canned_answer to sportello_jobs;
`,
      )
      .execute(db);
  },
};
