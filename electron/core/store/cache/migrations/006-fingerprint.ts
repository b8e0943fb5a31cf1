/** Requests about the same error are found without a network (product.md 2). */
export const migration006 = {
  version: 6,
  sql: `
    ALTER TABLE ticket ADD COLUMN fingerprint TEXT;
    CREATE INDEX ticket_fingerprint ON ticket (fingerprint, created_at) WHERE fingerprint IS NOT NULL;
  `,
} as const;
