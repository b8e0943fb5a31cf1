/** Of a file's words that are kept for the search, UTF-16 units; a command has no room for more. */
export const FILE_TEXT_LIMIT = 150_000;

export type DocumentFileKind = 'pdf' | 'html';

/** DOC-01: what a document's file is, by the ending of its name; null for what cannot be read here. */
export function documentFileKind(name: string): DocumentFileKind | null {
  if (/\.pdf$/i.test(name)) return 'pdf';
  return /\.html?$/i.test(name) ? 'html' : null;
}

/** Whether the bytes can be what their name says; `sniffed`: the type that they begin like, null for none that is known. */
export function isDocumentFile(name: string, sniffed: string | null): boolean {
  const kind = documentFileKind(name);
  if (kind === 'pdf') return sniffed === 'application/pdf';
  // HTML has no mark to know it by; nothing that has one is HTML.
  return kind === 'html' && (sniffed === null || sniffed === 'application/xml' || sniffed === 'text/html');
}
