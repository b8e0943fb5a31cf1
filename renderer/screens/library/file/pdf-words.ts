import { openPdf, pageWords, type OpenPdf } from '../../support/detail/view/pdf-document.ts';
import { wordsUntil } from './words-until.ts';

/** How long a form waits for the words of a PDF, ms: a stranger's file can keep its reader busy for good. */
const PATIENCE = 20_000;

/** The words of a PDF, page after page, as far as the search keeps them and they come in time. Rejects with what is wrong with the file. */
export async function pdfWords(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const pdf = openPdf(bytes);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    return await wordsUntil(pagesOf(pdf), late);
  } finally {
    clearTimeout(timer);
    pdf.close();
  }
}

async function* pagesOf(pdf: OpenPdf): AsyncGenerator<string> {
  const opened = await pdf.document;
  for (let number = 1; number <= opened.numPages; number += 1) yield await pageWords(await opened.getPage(number));
}
