/** Commands that a person gave as one (LST-07): they show as one line and are taken back together. */
export const migration003 = {
  version: 3,
  sql: `
    ALTER TABLE command ADD COLUMN batch TEXT;
    CREATE INDEX command_batch ON command (batch) WHERE batch IS NOT NULL;
  `,
} as const;
