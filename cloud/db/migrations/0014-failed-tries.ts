import { sql, type Kysely } from 'kysely';

/** Wrong passwords and codes (ACC-10), for all clouds on one database and past a restart. `who` is a hash: what strangers type is not kept. */
export const failedTries = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create table auth.failed_try (
  who text primary key,
  count integer not null,
  last_at bigint not null
);
create index failed_try_last on auth.failed_try (last_at);
grant select, insert, update, delete on auth.failed_try to sportello_auth;
`,
      )
      .execute(db);
  },
};
