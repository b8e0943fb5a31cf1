import { sql, type Kysely } from 'kysely';

/** The synced entities of shared/domain/org and shared/domain/tickets. */
export const support = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create table app.company (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  name text not null,
  vat_number text not null,
  kind text not null,
  primary key (tenant_id, id)
);

create table app.membership (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  name text not null,
  email text not null,
  phone text not null,
  roles jsonb not null,
  active_since bigint not null,
  active boolean not null,
  primary key (tenant_id, id)
);

create table app.agent (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  name text not null,
  active boolean not null,
  primary key (tenant_id, id)
);

create table app.support_settings (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  close_after_minutes bigint not null,
  vendor_name text not null,
  primary key (tenant_id, id)
);

create table app.conflict (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  owner_id uuid not null,
  entity text not null,
  row_id uuid not null,
  field text not null,
  mine jsonb not null,
  theirs jsonb not null,
  command_id uuid not null,
  at bigint not null,
  settled boolean not null,
  primary key (tenant_id, id)
);

create table app.preference (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  owner_id uuid not null,
  key text not null,
  value jsonb not null,
  primary key (tenant_id, id)
);

create table app.ticket (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  number bigint,
  title text not null,
  description jsonb not null,
  plain text not null,
  type text not null,
  area text not null,
  priority text not null,
  blocking_reason text,
  status text not null,
  requester_id uuid not null,
  requester_name text not null,
  contact_id uuid not null,
  contact_name text not null,
  email text not null,
  account_email text not null,
  phone text not null,
  contact_preference text not null,
  operator_id uuid,
  operator_name text,
  created_at bigint not null,
  updated_at bigint not null,
  last_reply_at bigint not null,
  closed_at bigint,
  related_to uuid,
  capsule jsonb,
  primary key (tenant_id, id)
);

create table app.message (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  ticket_id uuid not null,
  body jsonb,
  plain text not null,
  event jsonb,
  author_id uuid not null,
  author_name text not null,
  author_side text not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index message_ticket on app.message (tenant_id, ticket_id);

create table app.internal_note (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  ticket_id uuid not null,
  body jsonb not null,
  plain text not null,
  author_id uuid not null,
  author_name text not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index internal_note_ticket on app.internal_note (tenant_id, ticket_id);

create table app.attachment (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  rev bigint not null,
  field_rev jsonb not null,
  deleted boolean not null default false,
  ticket_id uuid not null,
  message_id uuid,
  name text not null,
  size bigint not null,
  mime text not null,
  sha256 text not null,
  state text not null,
  by_id uuid not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index attachment_ticket on app.attachment (tenant_id, ticket_id);
create index attachment_arriving on app.attachment (tenant_id, at) where state = 'arriving';

-- Every synced row is read in the order of its number, and seen by its own tenant alone.
do $$
declare name text;
begin
  foreach name in array array['company', 'membership', 'agent', 'support_settings', 'conflict', 'preference', 'ticket', 'message', 'internal_note', 'attachment'] loop
    execute format('create index %I on app.%I (tenant_id, seq)', name || '_seq', name);
    execute format('alter table app.%I enable row level security', name);
    execute format(
      'create policy own_tenant on app.%I to sportello_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    execute format('grant select, insert, update on app.%I to sportello_app', name);
  end loop;
  -- Restrictive: these must hold as well. DET-10: notes are the vendor's; personal rows are their owner's.
  foreach name in array array['internal_note'] loop
    execute format(
      'create policy vendor_side on app.%I as restrictive to sportello_app using (nullif(current_setting(''app.side'', true), '''') = ''vendor'')', name);
  end loop;
  foreach name in array array['conflict', 'preference'] loop
    execute format(
      'create policy own_person on app.%I as restrictive to sportello_app using (owner_id = nullif(current_setting(''app.person'', true), '''')::uuid)', name);
  end loop;
end $$;
`,
      )
      .execute(db);
  },
};
