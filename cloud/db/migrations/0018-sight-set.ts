import { sql, type Kysely } from 'kysely';

/** When it was last said what plain users see (LST-08) is a part of their feed's scope. */
export const sightSet = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('grant select (field_rev) on app.support_settings to sportello_auth').execute(db);
  },
};
