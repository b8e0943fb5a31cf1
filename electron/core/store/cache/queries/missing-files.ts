import type { Id } from '#shared/domain/kernel/ids.ts';
import { PUT_AWAY_FILE, type MissingFile } from '#shared/rpc/files.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { knownTenants } from './known-tenants.ts';

interface Found {
  readonly feed: number;
  readonly id: Id;
  readonly name: string;
  readonly size: number;
  readonly at: number;
  readonly entity: 'ticket' | 'document';
  readonly of_id: Id;
  readonly title: string | null;
  readonly number: number | null;
}

/** sync.md, Attachments: the person's own files that never arrived (a document's as long as it names it), but those that this device sends itself (`fromHere`) and those that they put away by a click. */
export function missingFiles(database: ReadDatabase, personId: Id, fromHere: readonly Id[]): MissingFile[] {
  const found = database.all<Found>(
    `SELECT a.feed, a.id, a.name, a.size, a.at, 'ticket' AS entity, a.ticket_id AS of_id, t.title, t.number
     FROM attachment a LEFT JOIN ticket t ON t.feed = a.feed AND t.id = a.ticket_id
     WHERE a.state = 'missing' AND a.by_id = ?
     UNION ALL
     SELECT f.feed, f.id, f.name, f.size, f.at, 'document', d.id, d.title, NULL
     FROM document_file f JOIN document d ON d.feed = f.feed AND d.id = f.document_id AND d.file_id = f.id
     WHERE f.state = 'missing' AND f.by_id = ? AND d.state IN ('published', 'proposed')
     ORDER BY 5, 2`,
    personId,
    personId,
  );
  if (found.length === 0) return [];
  const away = new Set([...putAway(database), ...fromHere]);
  const tenants = knownTenants(database);
  return found
    .filter(({ id }) => !away.has(id))
    .map(({ feed, id, name, size, at, entity, of_id: of, title, number }) => {
      const { tenant, name: tenantName } = tenants.get(feed) ?? { tenant: '', name: '' };
      return { tenant, tenantName, id, name, size, at, of: { entity, id: of }, title: title ?? '', number };
    });
}

function putAway(database: ReadDatabase): Id[] {
  const rows = database.all<{ key: string }>('SELECT key FROM preference WHERE substr(key, 1, ?) = ?', PUT_AWAY_FILE.length, PUT_AWAY_FILE);
  return rows.map(({ key }) => key.slice(PUT_AWAY_FILE.length));
}
