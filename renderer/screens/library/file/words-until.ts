import { FILE_TEXT_LIMIT } from '#shared/domain/library/files.ts';

/** The words of pages, one after the other, until the search keeps no more or `late` comes: what was read by then. */
export async function wordsUntil(pages: AsyncIterable<string>, late: Promise<void>): Promise<string> {
  const reader = pages[Symbol.asyncIterator]();
  let words = '';
  while (words.length < FILE_TEXT_LIMIT) {
    const page = await Promise.race([reader.next(), late]);
    if (page === undefined || page.done === true) break;
    words += `${page.value.trim()}\n`;
  }
  return words.trim();
}
