/**
 * LST-08: requests that are hidden from part of a company, and what its plain users see; what an older cloud does not say is
 * as it was before. Few are private: a list of them reads those alone.
 */
export const migration009 = {
  version: 9,
  sql: `
    ALTER TABLE ticket ADD COLUMN private INTEGER DEFAULT 0;
    ALTER TABLE support_settings ADD COLUMN users_see_all INTEGER DEFAULT 1;
    CREATE INDEX ticket_private ON ticket (feed, created_at) WHERE private = 1;
  `,
} as const;
