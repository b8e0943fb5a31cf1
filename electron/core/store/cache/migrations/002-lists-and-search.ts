/**
 * Indexes that answer a filtered, sorted page without reading the rows it leaves out (LST-01), a tally that answers the
 * counts without counting, and the full-text index with the list of rows it has still to read.
 */
export const migration002 = {
  version: 2,
  sql: `
    CREATE INDEX ticket_created ON ticket (tenant, created_at, status, priority, type, operator_id);
    CREATE INDEX ticket_replied ON ticket (tenant, last_reply_at, status, priority, type, operator_id, created_at);
    CREATE INDEX ticket_ranked ON ticket (tenant, priority_rank, created_at, status, type, operator_id, priority);
    CREATE INDEX ticket_created_all ON ticket (created_at, status, priority, type, operator_id, tenant);
    CREATE INDEX ticket_replied_all ON ticket (last_reply_at, status, priority, type, operator_id, created_at, tenant);
    CREATE INDEX ticket_ranked_all ON ticket (priority_rank, created_at, status, type, operator_id, priority, tenant);
    CREATE INDEX ticket_number ON ticket (number) WHERE number IS NOT NULL;

    CREATE TABLE ticket_tally (
      tenant TEXT NOT NULL, status TEXT NOT NULL, priority TEXT NOT NULL, type TEXT NOT NULL, operator_id TEXT NOT NULL,
      tickets INTEGER NOT NULL,
      PRIMARY KEY (tenant, status, priority, type, operator_id)
    ) STRICT, WITHOUT ROWID;

    -- Contentless: taking a row out needs no memory of the words it had, so it can be done later and in slices.
    CREATE VIRTUAL TABLE ticket_words USING fts5 (title, plain, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE message_words USING fts5 (plain, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
    CREATE TABLE unread_words (
      entity TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (entity, rid)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER ticket_added AFTER INSERT ON ticket BEGIN
      INSERT INTO ticket_tally VALUES (new.tenant, coalesce(new.status, ''), coalesce(new.priority, ''), coalesce(new.type, ''), coalesce(new.operator_id, ''), 1)
        ON CONFLICT DO UPDATE SET tickets = tickets + 1;
      INSERT INTO unread_words VALUES ('ticket', new.rid) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER ticket_removed AFTER DELETE ON ticket BEGIN
      UPDATE ticket_tally SET tickets = tickets - 1
        WHERE tenant = old.tenant AND status = coalesce(old.status, '') AND priority = coalesce(old.priority, '')
          AND type = coalesce(old.type, '') AND operator_id = coalesce(old.operator_id, '');
      INSERT INTO unread_words VALUES ('ticket', old.rid) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER ticket_counted AFTER UPDATE OF status, priority, type, operator_id ON ticket
      WHEN old.status IS NOT new.status OR old.priority IS NOT new.priority OR old.type IS NOT new.type OR old.operator_id IS NOT new.operator_id
    BEGIN
      UPDATE ticket_tally SET tickets = tickets - 1
        WHERE tenant = old.tenant AND status = coalesce(old.status, '') AND priority = coalesce(old.priority, '')
          AND type = coalesce(old.type, '') AND operator_id = coalesce(old.operator_id, '');
      INSERT INTO ticket_tally VALUES (new.tenant, coalesce(new.status, ''), coalesce(new.priority, ''), coalesce(new.type, ''), coalesce(new.operator_id, ''), 1)
        ON CONFLICT DO UPDATE SET tickets = tickets + 1;
    END;
    CREATE TRIGGER ticket_reworded AFTER UPDATE OF title, plain ON ticket WHEN old.title IS NOT new.title OR old.plain IS NOT new.plain BEGIN
      INSERT INTO unread_words VALUES ('ticket', new.rid) ON CONFLICT DO NOTHING;
    END;

    CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.plain <> '' BEGIN
      INSERT INTO unread_words VALUES ('message', new.rid) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER message_removed AFTER DELETE ON message WHEN old.plain <> '' BEGIN
      INSERT INTO unread_words VALUES ('message', old.rid) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER message_reworded AFTER UPDATE OF plain ON message WHEN old.plain IS NOT new.plain BEGIN
      INSERT INTO unread_words VALUES ('message', new.rid) ON CONFLICT DO NOTHING;
    END;
  `,
} as const;
