/** What is being typed. */
export const migration001 = {
  version: 1,
  sql: `
    CREATE TABLE draft (
      id       TEXT PRIMARY KEY,
      kind     TEXT NOT NULL,
      tenant   TEXT,
      title    TEXT NOT NULL,
      content  TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX draft_saved_at ON draft (saved_at);
  `,
} as const;
