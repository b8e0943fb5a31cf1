import { sql, type Kysely } from 'kysely';

/** Manuals as files of a document (DOC-01); their bytes and what those are by content stand where an attachment's do. */
export const documentFiles = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.document add column file_id uuid;
alter table app.document_version add column file_id uuid;
create table app.document_file (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  document_id uuid not null,
  name text not null,
  size bigint not null,
  mime text not null,
  sha256 text not null,
  text text not null,
  state text not null,
  by_id uuid not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index document_file_document on app.document_file (tenant_id, document_id);
create index document_file_arriving on app.document_file (tenant_id, at) where state = 'arriving';
create index document_file_seq on app.document_file (tenant_id, seq);
create index document_file_tombstones on app.document_file (tenant_id, seq) where deleted;
alter table app.document_file enable row level security;
create policy own_tenant on app.document_file to sportello_app using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy tombstones on app.document_file to sportello_jobs using (deleted);
grant select, insert, update on app.document_file to sportello_app;
grant select, delete on app.document_file to sportello_jobs;
`,
      )
      .execute(db);
  },
};
