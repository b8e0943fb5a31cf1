import { getDocument, PasswordException, PDFWorker, VerbosityLevel, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import Reader from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker';
// The reader asks for both by their names, beside each other (renderer/vite.config.ts).
import jbig2 from 'pdfjs-dist/wasm/jbig2_nowasm_fallback.js?url';
import openjpeg from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url';

/** A picture in a page that would need more pixels stays white: a small file can unfold to more than there is memory for. */
const MOST_PIXELS = 64_000_000;

/** How long a reader may take to put its things away before it is ended, ms. */
const GRACE = 2_000;

export interface OpenPdf {
  /** Rejects with what is wrong with the file. */
  readonly document: Promise<PDFDocumentProxy>;
  /** Ends its reader, whatever that is doing. */
  close(): void;
}

/**
 * Opens a PDF of a stranger in a thread of its own, which dies with it. Nothing in it acts: there is no script engine, no
 * form, no link and no network, and the thread's policy has no eval (electron/hosts/content-policy.ts).
 */
export function openPdf(bytes: Uint8Array): OpenPdf {
  const thread = new Reader();
  const worker = PDFWorker.create({ port: thread, verbosity: VerbosityLevel.ERRORS });
  const task = getDocument({
    // A copy: what is handed to the thread is gone from here.
    data: bytes.slice(),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    enableXfa: false,
    useWasm: false,
    wasmUrl: decoders(),
    useWorkerFetch: false,
    disableWorkerRendering: true,
    maxImageSize: MOST_PIXELS,
  });
  const broken = new Promise<never>((_, reject) => thread.addEventListener('error', () => reject(new Error('the reader did not start'))));
  return {
    document: Promise.race([task.promise, broken]),
    close() {
      const end = () => {
        clearTimeout(late);
        worker.destroy();
        thread.terminate();
      };
      const late = setTimeout(end, GRACE);
      // Its fonts leave this page with it; a reader that hangs does not answer.
      task.destroy().then(end, end);
    },
  };
}

/** What a page says, line by line, in the order of the file. */
export async function pageWords(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
}

export function needsPassword(error: unknown): boolean {
  return error instanceof PasswordException;
}

/** The folder of the decoders for scanned pages. */
function decoders(): string {
  const [folder, other] = [jbig2, openjpeg].map((address) => new URL('.', new URL(address, document.baseURI)).href);
  if (folder === undefined || folder !== other) throw new Error('the decoders lie apart');
  return folder;
}
