/**
 * What a request is promised, how it went, solution and merging (SLA-01…03, DET-10), and canned answers. The table of
 * tickets is made anew: a list reads the due date of each row and must not walk over the long texts to it. `due_rank`
 * sorts what runs by its due date and everything else after it.
 */
export const migration008 = {
  version: 8,
  sql: `
    CREATE TABLE ticket_next (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      number INTEGER, title TEXT, type TEXT, area TEXT, priority TEXT, blocking_reason TEXT, status TEXT,
      requester_id TEXT, requester_name TEXT, contact_id TEXT, contact_name TEXT,
      email TEXT, account_email TEXT, phone TEXT, contact_preference TEXT,
      operator_id TEXT, operator_name TEXT,
      created_at INTEGER, updated_at INTEGER, last_reply_at INTEGER, closed_at INTEGER, related_to TEXT, fingerprint TEXT,
      planned_days INTEGER, due_at INTEGER, paused_at INTEGER, paused_for INTEGER, breached_at INTEGER,
      rating INTEGER, rated_at INTEGER, solution_id TEXT, merged_into TEXT, rating_words TEXT,
      plain TEXT, description TEXT, capsule TEXT,
      field_rev TEXT NOT NULL,
      facets INTEGER AS (
        (coalesce(status, '') <> 'closed')
        + 2 * (CASE priority WHEN 'blocking' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END)
        + 8 * (coalesce(type, '') = 'appointment')
        + 16 * (operator_id IS NOT NULL)
      ) VIRTUAL,
      priority_rank INTEGER AS (
        CASE priority WHEN 'blocking' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END
      ) VIRTUAL,
      due_rank INTEGER AS (
        CASE WHEN status = 'closed' OR paused_at IS NOT NULL OR due_at IS NULL THEN 9007199254740991 ELSE due_at END
      ) VIRTUAL,
      UNIQUE (feed, id)
    ) STRICT;
    INSERT INTO ticket_next (
      rid, feed, id, seq, rev, number, title, type, area, priority, blocking_reason, status, requester_id, requester_name, contact_id, contact_name,
      email, account_email, phone, contact_preference, operator_id, operator_name, created_at, updated_at, last_reply_at, closed_at, related_to, fingerprint,
      plain, description, capsule, field_rev
    ) SELECT
      rid, feed, id, seq, rev, number, title, type, area, priority, blocking_reason, status, requester_id, requester_name, contact_id, contact_name,
      email, account_email, phone, contact_preference, operator_id, operator_name, created_at, updated_at, last_reply_at, closed_at, related_to, fingerprint,
      plain, description, capsule, field_rev
    FROM ticket;
    DROP TABLE ticket;
    ALTER TABLE ticket_next RENAME TO ticket;
    CREATE INDEX ticket_created ON ticket (created_at, facets, feed);
    CREATE INDEX ticket_replied ON ticket (last_reply_at, facets, feed, created_at);
    CREATE INDEX ticket_ranked ON ticket (priority_rank, created_at, facets, feed);
    CREATE INDEX ticket_due ON ticket (due_rank, facets, feed);
    CREATE INDEX ticket_number ON ticket (number) WHERE number IS NOT NULL;
    CREATE INDEX ticket_operator ON ticket (operator_id, facets, feed, created_at, last_reply_at) WHERE operator_id IS NOT NULL;
    CREATE INDEX ticket_closed ON ticket (closed_at, feed) WHERE closed_at IS NOT NULL;
    CREATE INDEX ticket_asks ON ticket (last_reply_at, requester_id, contact_id, feed) WHERE status = 'waiting_for_customer';
    CREATE INDEX ticket_fingerprint ON ticket (fingerprint, created_at) WHERE fingerprint IS NOT NULL;
    CREATE INDEX ticket_related ON ticket (related_to) WHERE related_to IS NOT NULL;
    CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;

    ALTER TABLE support_settings ADD COLUMN calendar TEXT;
    ALTER TABLE internal_note ADD COLUMN event TEXT;
    CREATE TABLE canned_answer (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      title TEXT, archived INTEGER, changed_at INTEGER, body TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
  `,
} as const;
