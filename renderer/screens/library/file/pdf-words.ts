import { FILE_TEXT_LIMIT } from '#shared/domain/library/files.ts';
import { openPdf, pageWords } from '../../support/detail/view/pdf-document.ts';

/** The words of a PDF, page after page, as far as the search keeps them. Rejects with what is wrong with the file. */
export async function pdfWords(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const pdf = openPdf(bytes);
  try {
    const opened = await pdf.document;
    let words = '';
    for (let number = 1; number <= opened.numPages && words.length < FILE_TEXT_LIMIT; number += 1) {
      words += `${(await pageWords(await opened.getPage(number))).trim()}\n`;
    }
    return words.trim();
  } finally {
    pdf.close();
  }
}
