/** The draft that a command was made of, and why a parked one waits for the person. */
export const migration002 = {
  version: 2,
  sql: `
    ALTER TABLE command ADD COLUMN draft_id TEXT;
    ALTER TABLE command ADD COLUMN reason TEXT;
  `,
} as const;
