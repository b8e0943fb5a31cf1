import { sql, type Kysely } from 'kysely';

/** OFF-07: up to where a person's digest has told, and what people wish of notices, for the job that asks who wants one. */
export const digests = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create table app.digest (
  person_id uuid primary key,
  -- The last day, since 1970-01-01 in the person's own calendar, whose digest was made.
  day bigint not null,
  -- Tenant to the number of its feed.
  seqs jsonb not null
);
alter table app.digest enable row level security;
create policy every_person on app.digest to sportello_jobs using (true);
grant select, insert, update, delete on app.digest to sportello_jobs;

create policy notice_wishes on app.preference for select to sportello_jobs using (key = 'notices');
create index preference_notices on app.preference (owner_id) where key = 'notices' and not deleted;
`,
      )
      .execute(db);
  },
};
