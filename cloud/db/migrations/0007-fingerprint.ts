import { sql, type Kysely } from 'kysely';

/** Which error a request is about (product.md 2); older requests have none. */
export const fingerprint = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table app.ticket add column fingerprint uuid').execute(db);
  },
};
