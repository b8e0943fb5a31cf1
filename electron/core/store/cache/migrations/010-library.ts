/** Documents and FAQ with their texts, and their words for the search (DOC-01). */
export const migration010 = {
  version: 10,
  sql: `
    CREATE TABLE document (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      section TEXT, language TEXT, title TEXT, state TEXT, version INTEGER, from_vendor INTEGER, author_id TEXT, author_name TEXT, note TEXT,
      created_at INTEGER, updated_at INTEGER, updated_by_name TEXT,
      plain TEXT, body TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE TABLE document_version (
      rid INTEGER PRIMARY KEY, feed INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL,
      document_id TEXT, version INTEGER, title TEXT, by_name TEXT, at INTEGER,
      body TEXT,
      field_rev TEXT NOT NULL, UNIQUE (feed, id)
    ) STRICT;
    CREATE INDEX document_version_document ON document_version (feed, document_id, version);

    CREATE VIRTUAL TABLE document_words USING fts5 (title, plain, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
    INSERT INTO words_mark VALUES ('document', 0);
  `,
} as const;
