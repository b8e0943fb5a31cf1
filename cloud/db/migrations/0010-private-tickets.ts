import { sql, type Kysely } from 'kysely';

/**
 * LST-08: requests that are hidden from part of a company, what hangs from them, and who lost sight of what. The policies
 * stay equalities; what hangs from a request is seen where the request is, by the request's own policy.
 */
export const privateTickets = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.ticket add column private boolean not null default false;
alter table app.support_settings add column users_see_all boolean not null default true;

-- lost_by: a person, or the tenant itself for all who see what is not private.
create table app.gone (
  tenant_id uuid not null,
  seq bigint not null,
  entity text not null,
  row_id uuid not null,
  lost_by uuid not null,
  primary key (tenant_id, seq, entity, row_id, lost_by)
);
alter table app.gone enable row level security;
create policy own_tenant on app.gone to sportello_app using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy own_loss on app.gone as restrictive for select to sportello_app
  using (lost_by = nullif(current_setting('app.person', true), '')::uuid or lost_by = tenant_id);
grant select, insert on app.gone to sportello_app;
create policy every_tenant on app.gone to sportello_jobs using (true);
grant select, delete on app.gone to sportello_jobs;

create policy in_sight on app.ticket as restrictive to sportello_app using (
  nullif(current_setting('app.sight', true), '') = 'all'
  or requester_id = nullif(current_setting('app.person', true), '')::uuid
  or contact_id = nullif(current_setting('app.person', true), '')::uuid
  or (nullif(current_setting('app.sight', true), '') = 'open' and not private));

do $$
declare name text;
begin
  foreach name in array array['message', 'internal_note', 'attachment'] loop
    execute format(
      'create policy in_sight on app.%1$I as restrictive to sportello_app using (
         nullif(current_setting(''app.sight'', true), '''') = ''all''
         or exists (select 1 from app.ticket t where t.tenant_id = app.%1$I.tenant_id and t.id = app.%1$I.ticket_id))', name);
  end loop;
end $$;

-- What quotes a request goes and comes with it; whoever shows a request to others stamps what quotes it, whosever it is.
drop policy own_person on app.conflict;
create policy own_person on app.conflict as restrictive to sportello_app using (
  owner_id = nullif(current_setting('app.person', true), '')::uuid
  or nullif(current_setting('app.restamps', true), '') = 'yes');
create policy in_sight on app.conflict as restrictive to sportello_app using (
  nullif(current_setting('app.sight', true), '') = 'all'
  or entity <> 'ticket'
  or exists (select 1 from app.ticket t where t.tenant_id = app.conflict.tenant_id and t.id = app.conflict.row_id));
create index conflict_row on app.conflict (tenant_id, row_id);

-- Who sits where asks what plain users of a company see.
grant usage on schema app to sportello_auth;
grant select (tenant_id, id, deleted, users_see_all) on app.support_settings to sportello_auth;
create policy sight_of_users on app.support_settings for select to sportello_auth using (true);
`,
      )
      .execute(db);
  },
};
