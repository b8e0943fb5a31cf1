/**
 * What lists and search need. `facets` is all that a list filters by in one small number: 1 open, 2 and 4 the priority's
 * rank, 8 an appointment, 16 taken by an operator. With it each index answers a filtered, sorted page without reading
 * the rows it leaves out (LST-01), and the tally answers the counts without counting. Both are kept by the writer: a
 * trigger that does it halves the speed of a first load.
 */
export const migration002 = {
  version: 2,
  sql: `
    ALTER TABLE ticket ADD COLUMN facets INTEGER AS (
      (coalesce(status, '') <> 'closed')
      + 2 * (CASE priority WHEN 'blocking' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END)
      + 8 * (coalesce(type, '') = 'appointment')
      + 16 * (operator_id IS NOT NULL)
    ) VIRTUAL;
    ALTER TABLE ticket ADD COLUMN priority_rank INTEGER AS (
      CASE priority WHEN 'blocking' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END
    ) VIRTUAL;
    CREATE INDEX ticket_created ON ticket (created_at, facets, feed);
    CREATE INDEX ticket_replied ON ticket (last_reply_at, facets, feed, created_at);
    CREATE INDEX ticket_ranked ON ticket (priority_rank, created_at, facets, feed);
    CREATE INDEX ticket_number ON ticket (number) WHERE number IS NOT NULL;
    CREATE INDEX ticket_operator ON ticket (operator_id, facets, feed, created_at, last_reply_at) WHERE operator_id IS NOT NULL;

    CREATE TABLE ticket_tally (
      feed INTEGER NOT NULL, facets INTEGER NOT NULL, tickets INTEGER NOT NULL, PRIMARY KEY (feed, facets)
    ) STRICT, WITHOUT ROWID;

    -- Contentless: taking a row out needs no memory of the words it had, so it can be done later and in slices.
    CREATE VIRTUAL TABLE ticket_words USING fts5 (title, plain, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE message_words USING fts5 (plain, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
    -- Rows above the mark are not in the index yet; of those below, the ones that changed since are named.
    CREATE TABLE words_mark (entity TEXT PRIMARY KEY, rid INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO words_mark VALUES ('ticket', 0), ('message', 0);
    CREATE TABLE unread_words (
      entity TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (entity, rid)
    ) STRICT, WITHOUT ROWID;
  `,
} as const;
