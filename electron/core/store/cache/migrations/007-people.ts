/** Invitations, groups, who has a module, pictures; the company's own settings; a member names the company (ACC-08, ACC-09, SET-03). */
export const migration007 = {
  version: 7,
  sql: `
    ALTER TABLE company ADD COLUMN self_registration INTEGER;
    ALTER TABLE company ADD COLUMN support_days INTEGER;
    UPDATE company SET self_registration = 0, support_days = 365;
    ALTER TABLE membership ADD COLUMN company_id TEXT;
    ALTER TABLE membership ADD COLUMN first_name TEXT;
    ALTER TABLE membership ADD COLUMN last_name TEXT;
    -- As the cloud's own migration does, so that both sides stay alike without the rows being sent again.
    UPDATE membership SET first_name = '', last_name = '', company_id = (SELECT tenant FROM meta WHERE meta.feed = membership.feed);
    CREATE INDEX membership_company ON membership (feed, company_id);

    CREATE TABLE invitation (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      company_id TEXT, email TEXT, first_name TEXT, last_name TEXT, roles TEXT, modules TEXT, invited_at INTEGER, invited_by_id TEXT, invited_by_name TEXT,
      expires_at INTEGER, state TEXT, sent_at INTEGER, sends INTEGER,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE INDEX invitation_company ON invitation (feed, company_id);

    CREATE TABLE user_group (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      company_id TEXT, name TEXT, member_ids TEXT, active INTEGER,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE module_access (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      module TEXT, enabled INTEGER, everyone INTEGER, group_ids TEXT, person_ids TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE portrait (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      jpeg TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
  `,
} as const;
