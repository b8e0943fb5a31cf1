import { sql, type Kysely } from 'kysely';

/** Roles, and what sync itself keeps: a feed per tenant, the mark of each number, the ledger, mail, files. */
export const foundation = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
-- Roles belong to the whole server, so another database of it may have made them.
do $$
declare name text;
begin
  foreach name in array array['sportello_app', 'sportello_auth', 'sportello_jobs'] loop
    begin
      execute format('create role %I nologin noinherit', name);
    exception when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, name, 'SET') then
      execute format('grant %I to current_user with set true', name);
    end if;
  end loop;
end $$;

create schema if not exists app;
revoke all on schema public from public;
grant usage on schema app to sportello_app, sportello_jobs;

-- One row for each tenant. Its lock is held from the number's taking to the commit, so the feed has no gap (I6).
create table app.feed (
  tenant_id uuid primary key,
  seq bigint not null,
  mark text not null,
  -- Tombstones up to here are gone for good; an older cursor starts again (I10).
  horizon bigint not null default 0
);

create table app.feed_mark (
  tenant_id uuid not null,
  seq bigint not null,
  mark text not null,
  at bigint not null,
  primary key (tenant_id, seq)
);

-- The ledger. A command of a job has no number.
create table app.command (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  client uuid,
  incarnation uuid,
  number bigint,
  name text not null,
  sha256 text not null,
  typed_at bigint not null,
  arrival bigint not null,
  seq bigint not null,
  outcome jsonb not null,
  primary key (tenant_id, id),
  -- An incarnation is one device's and never used again, so that it stands for both.
  unique (tenant_id, incarnation, number)
);
create index command_seq on app.command (tenant_id, client, seq);

-- Kept whether or not it can be sent. Unique per command, recipient and template (sync.md, Mail).
create table app.mail (
  tenant_id uuid not null,
  command_id uuid not null,
  recipient text not null,
  template text not null,
  facts jsonb not null,
  created_at bigint not null,
  sent_at bigint,
  attempts bigint not null default 0,
  problem text,
  primary key (tenant_id, command_id, recipient, template)
);
create index mail_waiting on app.mail (tenant_id) where sent_at is null;

-- Which bytes an attachment has; the bytes themselves lie under their hash on disk.
create table app.attachment_file (
  tenant_id uuid not null,
  attachment_id uuid not null,
  sha256 text not null,
  mime text not null,
  size bigint not null,
  stored_at bigint not null,
  primary key (tenant_id, attachment_id)
);

do $$
declare name text;
begin
  foreach name in array array['feed', 'feed_mark', 'command', 'mail', 'attachment_file'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format(
      'create policy own_tenant on app.%I to sportello_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
  end loop;
end $$;
create policy every_tenant on app.mail to sportello_jobs using (true);

grant select, insert, update on app.feed to sportello_app;
grant select, insert on app.feed_mark, app.mail to sportello_app;
grant select, insert, update on app.command to sportello_app;
grant select, insert, update on app.attachment_file to sportello_app;
grant select, update on app.mail to sportello_jobs;

create schema if not exists pgboss authorization sportello_jobs;
`,
      )
      .execute(db);
  },
};
