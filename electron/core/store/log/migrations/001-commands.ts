/** Commands, their files on the way, and who this device is. */
export const migration001 = {
  version: 1,
  sql: `
    CREATE TABLE command (
      place       INTEGER PRIMARY KEY AUTOINCREMENT,
      id          TEXT NOT NULL UNIQUE,
      tenant      TEXT NOT NULL,
      name        TEXT NOT NULL,
      body        TEXT NOT NULL,
      actor       TEXT NOT NULL,
      held_until  INTEGER,
      to_confirm  INTEGER NOT NULL,
      saved_at    INTEGER NOT NULL,
      number      INTEGER,
      incarnation TEXT,
      result      TEXT,
      state       TEXT NOT NULL,
      because     TEXT
    ) STRICT;
    CREATE INDEX command_open ON command (tenant, place) WHERE state IN ('open', 'parked');

    CREATE TABLE upload (
      attachment_id TEXT PRIMARY KEY,
      command_id    TEXT NOT NULL,
      tenant        TEXT NOT NULL,
      sha256        TEXT NOT NULL,
      name          TEXT NOT NULL,
      mime          TEXT NOT NULL,
      size          INTEGER NOT NULL,
      url           TEXT,
      sent          INTEGER NOT NULL,
      state         TEXT NOT NULL,
      problem       TEXT
    ) STRICT;
    CREATE INDEX upload_command ON upload (command_id);

    CREATE TABLE identity (
      only        INTEGER PRIMARY KEY CHECK (only = 1),
      client      TEXT NOT NULL,
      incarnation TEXT NOT NULL
    ) STRICT;

    -- The last number given, kept apart from the commands so that no tidying can make a number come twice.
    CREATE TABLE counter (
      incarnation TEXT NOT NULL,
      tenant      TEXT NOT NULL,
      last        INTEGER NOT NULL,
      PRIMARY KEY (incarnation, tenant)
    ) STRICT, WITHOUT ROWID;
  `,
} as const;
