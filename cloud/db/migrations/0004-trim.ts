import { sql, type Kysely } from 'kysely';

/**
 * What the nightly job may take away: tombstones and marks below a feed's horizon, and old entries of the ledger. The
 * role of requests still deletes nothing, and the role of jobs sees of synced rows the tombstones alone.
 */
export const trim = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
do $$
declare name text;
begin
  foreach name in array array['company', 'membership', 'agent', 'support_settings', 'conflict', 'preference', 'ticket', 'message', 'internal_note', 'attachment'] loop
    execute format('create index %I on app.%I (tenant_id, seq) where deleted', name || '_tombstones', name);
    execute format('create policy tombstones on app.%I to sportello_jobs using (deleted)', name);
    execute format('grant select, delete on app.%I to sportello_jobs', name);
  end loop;
  foreach name in array array['feed', 'feed_mark', 'command'] loop
    execute format('create policy every_tenant on app.%I to sportello_jobs using (true)', name);
  end loop;
end $$;
create index command_arrival on app.command (arrival);
grant select, update on app.feed to sportello_jobs;
grant select, delete on app.feed_mark, app.command to sportello_jobs;
`,
      )
      .execute(db);
  },
};
