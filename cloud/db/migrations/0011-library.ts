import { sql, type Kysely } from 'kysely';

/** Documents and FAQ with their texts (DOC-01). */
export const library = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create table app.document (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  section text not null,
  language text not null,
  title text not null,
  body jsonb not null,
  plain text not null,
  state text not null,
  version bigint not null,
  from_vendor boolean not null,
  author_id uuid not null,
  author_name text not null,
  note text,
  created_at bigint not null,
  updated_at bigint not null,
  updated_by_name text not null,
  primary key (tenant_id, id)
);
create table app.document_version (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  document_id uuid not null,
  version bigint not null,
  title text not null,
  body jsonb not null,
  by_name text not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index document_version_document on app.document_version (tenant_id, document_id);

do $$
declare name text;
begin
  foreach name in array array['document', 'document_version'] loop
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
`,
      )
      .execute(db);
  },
};
