import { sql, type Kysely } from 'kysely';

/** DET-10: what was merged into a request is found when that request is answered. */
export const mergedRequests = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('create index ticket_merged on app.ticket (tenant_id, merged_into) where merged_into is not null').execute(db);
  },
};
