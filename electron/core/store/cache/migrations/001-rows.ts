/**
 * One table per synced entity, with what a desk needs beside them. `rid` is the row's number on this desk, `feed` its
 * tenant's (see meta): one byte in every index instead of 36. Long texts stand last, so that a list never walks over
 * them. Fields may be null in SQL: a page is never refused for a column that an older cloud did not know.
 */
export const migration001 = {
  version: 1,
  sql: `
    CREATE TABLE company (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      name TEXT, vat_number TEXT, kind TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE membership (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      name TEXT, email TEXT, phone TEXT, roles TEXT, active_since INTEGER, active INTEGER,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE agent (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      name TEXT, active INTEGER,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE support_settings (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      close_after_minutes INTEGER, vendor_name TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE conflict (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      owner_id TEXT, entity TEXT, row_id TEXT, field TEXT, command_id TEXT, at INTEGER, settled INTEGER,
      mine TEXT, theirs TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE preference (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      owner_id TEXT, key TEXT, value TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE ticket (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      number INTEGER, title TEXT, type TEXT, area TEXT, priority TEXT, blocking_reason TEXT, status TEXT,
      requester_id TEXT, requester_name TEXT, contact_id TEXT, contact_name TEXT,
      email TEXT, account_email TEXT, phone TEXT, contact_preference TEXT,
      operator_id TEXT, operator_name TEXT,
      created_at INTEGER, updated_at INTEGER, last_reply_at INTEGER, closed_at INTEGER, related_to TEXT,
      plain TEXT, description TEXT, capsule TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;

    CREATE TABLE message (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      ticket_id TEXT, event TEXT, author_id TEXT, author_name TEXT, author_side TEXT, at INTEGER,
      plain TEXT, body TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE INDEX message_ticket ON message (feed, ticket_id, at);

    CREATE TABLE internal_note (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      ticket_id TEXT, author_id TEXT, author_name TEXT, at INTEGER,
      plain TEXT, body TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE INDEX internal_note_ticket ON internal_note (feed, ticket_id, at);

    CREATE TABLE attachment (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      ticket_id TEXT, message_id TEXT, name TEXT, size INTEGER, mime TEXT, sha256 TEXT, state TEXT, by_id TEXT, at INTEGER,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE INDEX attachment_ticket ON attachment (feed, ticket_id, at);

    -- Where this desk is in each feed. complete: the last page was the feed's last; complete_at: when that last was so.
    CREATE TABLE meta (
      feed INTEGER PRIMARY KEY, tenant TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL DEFAULT 0, mark TEXT NOT NULL DEFAULT '', scope TEXT NOT NULL DEFAULT '',
      complete INTEGER NOT NULL DEFAULT 0, complete_at INTEGER, areas TEXT, side TEXT
    ) STRICT;

    -- The cloud's copy of each row that a pending command changes; row is null where the cloud has none.
    CREATE TABLE shadow (
      tenant TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, row TEXT,
      PRIMARY KEY (tenant, entity, id)
    ) STRICT, WITHOUT ROWID;

    -- What each pending command did here when it last ran; body and actor as the log has them.
    CREATE TABLE effect (
      command TEXT PRIMARY KEY, tenant TEXT NOT NULL, place INTEGER NOT NULL,
      name TEXT NOT NULL, body TEXT NOT NULL, actor TEXT NOT NULL,
      log_state TEXT NOT NULL, result TEXT, standing TEXT NOT NULL, state TEXT NOT NULL,
      title TEXT NOT NULL, target_entity TEXT, target_id TEXT, refusal TEXT, remarks TEXT NOT NULL, changes TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX effect_place ON effect (tenant, place);
    CREATE INDEX effect_target ON effect (target_id) WHERE target_id IS NOT NULL;

    -- Which rows a pending command changes, and which it only looks at (id '*': any of the entity).
    CREATE TABLE touch (
      tenant TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, command TEXT NOT NULL,
      PRIMARY KEY (tenant, entity, id, command)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX touch_command ON touch (command);
    CREATE TABLE need (
      tenant TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, command TEXT NOT NULL,
      PRIMARY KEY (tenant, entity, id, command)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX need_command ON need (command);

    -- Results that came with a page; done: accepted, and a complete page has brought its rows.
    CREATE TABLE settled (
      command TEXT PRIMARY KEY, tenant TEXT NOT NULL, seq INTEGER NOT NULL, done INTEGER NOT NULL, result TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX settled_tenant ON settled (tenant);

    -- Entities and columns that this version does not know, raw, for the one that will.
    CREATE TABLE unknown_row (
      tenant TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, cells TEXT NOT NULL,
      PRIMARY KEY (tenant, entity, id)
    ) STRICT, WITHOUT ROWID;
  `,
} as const;
