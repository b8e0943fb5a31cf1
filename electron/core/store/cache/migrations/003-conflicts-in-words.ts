/** What a conflict needs to be told in words, the author's choice in place of a mere yes, and what else the lamp counts (product.md 7). */
export const migration003 = {
  version: 3,
  sql: `
    ALTER TABLE conflict ADD COLUMN mine_words TEXT;
    ALTER TABLE conflict ADD COLUMN mine_at INTEGER;
    ALTER TABLE conflict ADD COLUMN theirs_words TEXT;
    ALTER TABLE conflict ADD COLUMN theirs_by_id TEXT;
    ALTER TABLE conflict ADD COLUMN theirs_by_name TEXT;
    ALTER TABLE conflict ADD COLUMN theirs_at INTEGER;
    ALTER TABLE conflict ADD COLUMN kept TEXT;
    ALTER TABLE conflict DROP COLUMN settled;
    -- Few at a time: the lamp counts them, lists mark their rows.
    CREATE INDEX conflict_open ON conflict (at) WHERE kept IS NULL;
    CREATE INDEX attachment_missing ON attachment (by_id) WHERE state = 'missing';
  `,
} as const;
