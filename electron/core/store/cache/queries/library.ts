import type { Id } from '#shared/domain/kernel/ids.ts';
import type { DocumentDetail, DocumentHit, DocumentRow } from '#shared/rpc/library.ts';
import type { Manual } from '../../store.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { readMeta } from '../feed-meta.ts';
import { readRow, rowOfCells, shapeOf, type CellRow } from '../shape.ts';
import { asView } from './as-view.ts';
import type { Excerpts } from './excerpts.ts';
import { firstLine } from './first-line.ts';
import { knownTenants } from './known-tenants.ts';
import { ofFeed } from './of-feed.ts';
import { RowMarks } from './row-marks.ts';
import { looseQuery, wordsQuery } from './words-query.ts';

/**
 * Copies of the vendor's documents beside the vendor's own, on a desk that holds both: an operator reads each text once,
 * where it is written.
 */
const NOT_TWICE = 'NOT (from_vendor = 1 AND EXISTS (SELECT 1 FROM document AS own WHERE own.id = document.id AND own.from_vendor = 0))';

/** All documents but withdrawn copies, by section and title; a few hundred at most. */
export function listDocuments(database: ReadDatabase, tenant: Id | null): DocumentRow[] {
  return database.snapshot(() => {
    const shape = needShape('document');
    const { whose, values } = ofFeed(database, tenant);
    const listed = [...shape.names.map((name) => (name === 'body' ? 'NULL AS body' : name === 'plain' ? 'substr(plain, 1, 400) AS plain' : name === 'field_rev' ? "'{}' AS field_rev" : name)), 'feed'];
    const rows = database.all<CellRow>(
      `SELECT ${listed.join(', ')} FROM document WHERE ${whose} AND ${NOT_TWICE} AND NOT (from_vendor = 1 AND state = 'withdrawn')
       ORDER BY CASE section WHEN 'assistance' THEN 0 WHEN 'documents' THEN 1 ELSE 2 END, title COLLATE NOCASE`,
      ...values,
    );
    const tenants = knownTenants(database);
    const marks = new RowMarks(database);
    return rows.map((cells) => {
      const { tenant: owner, name } = tenants.get(Number(cells.feed)) ?? { tenant: '', name: '' };
      const { body: _body, plain, ...row } = rowOfCells(shape, cells);
      return asView<DocumentRow>({ ...row, tenant: owner, tenantName: name, firstLine: firstLine(String(plain ?? '')), sync: marks.of(owner, 'document', String(cells.id)) });
    });
  });
}

/** A document with its earlier texts; undefined where this desk has none. */
export function documentDetail(database: ReadDatabase, tenant: Id, id: Id): DocumentDetail | undefined {
  return database.snapshot(() => {
    const { feed } = readMeta(database, tenant);
    const [shape, ofVersion, ofFile] = [needShape('document'), needShape('document_version'), needShape('document_file')];
    const cells = readRow(database, feed, shape, id);
    if (cells === undefined) return undefined;
    const name = knownTenants(database).get(feed)?.name ?? '';
    const versions = database.all<CellRow>(`SELECT ${ofVersion.names.join(', ')} FROM document_version WHERE feed = ? AND document_id = ? ORDER BY version DESC`, feed, id);
    const files = database.all<CellRow>(`SELECT ${ofFile.names.map((column) => (column === 'text' ? "'' AS text" : column)).join(', ')} FROM document_file WHERE feed = ? AND document_id = ?`, feed, id);
    return asView<DocumentDetail>({
      document: { ...rowOfCells(shape, cells), tenant, tenantName: name, sync: new RowMarks(database).of(tenant, 'document', id) },
      versions: versions.map((one) => rowOfCells(ofVersion, one)),
      // Whether their bytes are here is known outside of this thread.
      files: files.map((one) => ({ ...rowOfCells(ofFile, one), here: false })),
    });
  });
}

/** DOC-01, OFF-01: the manuals that are read without a network: those of published documents as they are now. */
export function manualsInUse(database: ReadDatabase): Manual[] {
  return database.snapshot(() => {
    const rows = database.all<{ feed: number; id: Id; name: string; sha256: string; state: string }>(
      `SELECT f.feed, f.id, f.name, f.sha256, f.state FROM document JOIN document_file AS f ON f.feed = document.feed AND f.id = document.file_id
       WHERE document.state = 'published' AND ${NOT_TWICE} ORDER BY document.updated_at DESC`,
    );
    const tenants = knownTenants(database);
    return rows.flatMap(({ feed, state, ...file }) => {
      const tenant = tenants.get(feed)?.tenant;
      return tenant === undefined ? [] : [{ ...file, tenant, arrived: state === 'available' }];
    });
  });
}

/** DOC-01, product.md 3: published documents by their words, the best first; a hit in the title counts more. */
export function searchDocuments(database: ReadDatabase, excerpts: Excerpts, text: string, tenant: Id | null, whole: boolean, limit: number): DocumentHit[] {
  const words = whole ? wordsQuery(text) : looseQuery(text);
  if (words === undefined) return [];
  return database.snapshot(() => {
    const { whose, values } = ofFeed(database, tenant);
    const rows = database.all<{ feed: number; id: Id; title: string; section: string; plain: string }>(
      `SELECT document.feed, document.id, document.title, document.section, document.plain
       FROM document_words JOIN document ON document.rid = document_words.rowid
       WHERE document_words MATCH ? AND state = 'published' AND ${whose} AND ${NOT_TWICE} ORDER BY bm25(document_words, 4.0, 1.0), document.title LIMIT ?`,
      words, ...values, limit,
    );
    const tenants = knownTenants(database);
    const found = excerpts.of(rows.map(({ plain }) => plain), words);
    return rows.map(({ feed, id, title, section }, at) => ({ tenant: tenants.get(feed)?.tenant ?? '', id, title, section, excerpt: found[at] ?? '' }));
  });
}

function needShape(name: string) {
  const shape = shapeOf(name);
  if (shape === undefined) throw new Error(`the registry has no ${name}`);
  return shape;
}
