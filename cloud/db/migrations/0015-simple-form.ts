import { sql, type Kysely } from 'kysely';

/** TKT-15: a company whose people ask with title, priority and description alone. */
export const simpleForm = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table app.support_settings add column simple_form boolean not null default false').execute(db);
  },
};
