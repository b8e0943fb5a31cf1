import { sql, type Kysely } from 'kysely';

/** Who wrote the other value and when, ids in words, and the author's choice in place of a mere yes, which nobody could give yet (product.md 7). */
export const conflictsInWords = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.conflict
  add column mine_words text,
  add column mine_at bigint,
  add column theirs_words text,
  add column theirs_by_id uuid,
  add column theirs_by_name text,
  add column theirs_at bigint,
  add column kept text,
  drop column settled;
`,
      )
      .execute(db);
  },
};
