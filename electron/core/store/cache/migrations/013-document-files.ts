/** Manuals as files of a document (DOC-01); its row has their words, so that the search finds them. */
export const migration013 = {
  version: 13,
  sql: `
    ALTER TABLE document ADD COLUMN file_id TEXT;
    ALTER TABLE document_version ADD COLUMN file_id TEXT;
    CREATE TABLE document_file (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      document_id TEXT, name TEXT, size INTEGER, mime TEXT, sha256 TEXT, state TEXT, by_id TEXT, at INTEGER,
      text TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE INDEX document_file_document ON document_file (feed, document_id);
  `,
} as const;
