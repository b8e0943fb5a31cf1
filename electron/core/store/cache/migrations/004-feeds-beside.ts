/**
 * A feed that is loaded anew stands beside the one that is shown, under a number of its own, until it is whole (sync.md,
 * Cloud: pull; docs/decisions). `dropped_feed` names those whose rows nobody sees any more and that go in slices.
 */
export const migration004 = {
  version: 4,
  sql: `
    CREATE TABLE feed_meta (
      feed INTEGER PRIMARY KEY, tenant TEXT NOT NULL, role TEXT NOT NULL DEFAULT 'shown',
      seq INTEGER NOT NULL DEFAULT 0, mark TEXT NOT NULL DEFAULT '', scope TEXT NOT NULL DEFAULT '',
      complete INTEGER NOT NULL DEFAULT 0, complete_at INTEGER, areas TEXT, side TEXT,
      -- The rows are of a history that the cloud has forgotten: their numbers say nothing about its own.
      forgotten INTEGER NOT NULL DEFAULT 0,
      UNIQUE (tenant, role), CHECK (role IN ('shown', 'next'))
    ) STRICT;
    INSERT INTO feed_meta (feed, tenant, seq, mark, scope, complete, complete_at, areas, side)
      SELECT feed, tenant, seq, mark, scope, complete, complete_at, areas, side FROM meta;
    DROP TABLE meta;
    ALTER TABLE feed_meta RENAME TO meta;
    CREATE TABLE dropped_feed (feed INTEGER PRIMARY KEY) STRICT;
  `,
} as const;
