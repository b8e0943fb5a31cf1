import { sql, type Kysely } from 'kysely';

/** Invitations, groups, who has a module, pictures (ACC-08, ACC-09, SET-03), and what of them `auth` has still to hear. */
export const people = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.company
  add column self_registration boolean not null default false,
  add column support_days bigint not null default 365;

-- Rows keep their numbers: every desk's own migration fills in the same (see electron/core/store).
alter table app.membership
  add column company_id uuid,
  add column first_name text not null default '',
  add column last_name text not null default '';
update app.membership set company_id = tenant_id;
alter table app.membership alter column company_id set not null;

create table app.invitation (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  company_id uuid not null,
  email text not null,
  first_name text not null,
  last_name text not null,
  roles jsonb not null,
  modules jsonb not null,
  invited_at bigint not null,
  invited_by_id uuid not null,
  invited_by_name text not null,
  expires_at bigint not null,
  state text not null,
  sent_at bigint not null,
  sends bigint not null,
  primary key (tenant_id, id)
);

create table app.user_group (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  company_id uuid not null,
  name text not null,
  member_ids jsonb not null,
  active boolean not null,
  primary key (tenant_id, id)
);

create table app.module_access (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  module text not null,
  enabled boolean not null,
  everyone boolean not null,
  group_ids jsonb not null,
  person_ids jsonb not null,
  primary key (tenant_id, id)
);

create table app.portrait (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  jpeg text,
  primary key (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['invitation', 'user_group', 'module_access', 'portrait'] loop
    execute format('create index %I on app.%I (tenant_id, seq)', name || '_seq', name);
    execute format('create index %I on app.%I (tenant_id, seq) where deleted', name || '_tombstones', name);
    execute format('alter table app.%I enable row level security', name);
    execute format(
      'create policy own_tenant on app.%I to sportello_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    execute format('create policy tombstones on app.%I to sportello_jobs using (deleted)', name);
    execute format('grant select, insert, update on app.%I to sportello_app', name);
    execute format('grant select, delete on app.%I to sportello_jobs', name);
  end loop;
end $$;

-- Up to which number of its feed a company's people, groups and modules are known to the schema auth. The command's own
-- transaction writes what is wanted, so that a crash before it was done is found.
create table app.identity_effect (
  tenant_id uuid primary key,
  wanted bigint not null,
  done bigint not null default 0
);
alter table app.identity_effect enable row level security;
create policy own_tenant on app.identity_effect to sportello_app using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy every_tenant on app.identity_effect to sportello_jobs using (true);
grant select, insert, update on app.identity_effect to sportello_app;
grant select on app.identity_effect to sportello_jobs;

-- SET-03: the modules that are in force for a member; by them the gate knows which areas are theirs.
alter table auth.membership add column modules text[] not null default '{support}';
-- As shared/domain/people/company-code.ts makes it.
update auth.tenant t set registration_code = upper(concat_ws('-', substr(c.code, 1, 4), substr(c.code, 5, 4), substr(c.code, 9, 4)))
  from (select id, md5(uuid_send(id) || convert_to('code', 'UTF8')) as code from auth.tenant) c where c.id = t.id;
`,
      )
      .execute(db);
  },
};
