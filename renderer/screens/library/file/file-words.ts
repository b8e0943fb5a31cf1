import { cleanText } from '#shared/domain/kernel/text.ts';
import { documentFileKind, FILE_TEXT_LIMIT } from '#shared/domain/library/files.ts';

/** DOC-01: the words of a manual, for the search; '' where none can be read. What reads them is fetched when it is needed. */
export async function fileWords(name: string, bytes: Uint8Array<ArrayBuffer>, language: string): Promise<string> {
  const kind = documentFileKind(name);
  const words = kind === 'html' ? (await import('./html-page.ts')).htmlWords(bytes, language) : kind === 'pdf' ? await (await import('./pdf-words.ts')).pdfWords(bytes) : '';
  return cleanText(words).slice(0, FILE_TEXT_LIMIT);
}
