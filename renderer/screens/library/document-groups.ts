import type { DocumentHit, DocumentRow } from '#shared/rpc/library.ts';

export type GroupName = 'to_decide' | 'assistance' | 'documents' | 'faq' | 'mine' | 'withdrawn';
export interface DocumentGroup {
  readonly name: GroupName;
  readonly rows: readonly DocumentRow[];
}

interface Viewer {
  readonly personId: string;
  /** Whether the person keeps the documents of that company. */
  readonly keeps: (tenant: string) => boolean;
}

/** DOC-01: what waits for this person's decision, the three sections, then contributions of their own and what is withdrawn. */
export function documentGroups(rows: readonly DocumentRow[], { personId, keeps }: Viewer): readonly DocumentGroup[] {
  const shown = (section: string) => rows.filter((row) => row.section === section && row.state === 'published');
  const groups: DocumentGroup[] = [
    { name: 'to_decide', rows: rows.filter((row) => row.state === 'proposed' && keeps(row.tenant)) },
    { name: 'assistance', rows: shown('assistance') },
    { name: 'documents', rows: shown('documents') },
    { name: 'faq', rows: shown('faq') },
    // A declined one tells its author why; nobody else is told that somebody was declined.
    { name: 'mine', rows: rows.filter((row) => row.authorId === personId && (row.state === 'declined' || (row.state === 'proposed' && !keeps(row.tenant)))) },
    { name: 'withdrawn', rows: rows.filter((row) => row.state === 'withdrawn' && keeps(row.tenant)) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

/** The rows of what the search found, in its order; with what was found in each. */
export function foundRows(rows: readonly DocumentRow[], hits: readonly DocumentHit[]): readonly { readonly row: DocumentRow; readonly excerpt: string }[] {
  return hits.flatMap((hit) => {
    const row = rows.find((one) => one.tenant === hit.tenant && one.id === hit.id);
    return row === undefined ? [] : [{ row, excerpt: hit.excerpt }];
  });
}
