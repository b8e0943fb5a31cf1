import { sql, type Kysely } from 'kysely';

/** When the web site's form was sent (TKT-01), for all clouds on one database and past a restart. `who` is a hash, `times` are ms. */
export const siteLimits = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create table auth.site_sent (
  who text primary key,
  times bigint[] not null,
  last_at bigint not null
);
create index site_sent_last on auth.site_sent (last_at);
grant select, insert, update, delete on auth.site_sent to sportello_auth;
`,
      )
      .execute(db);
  },
};
