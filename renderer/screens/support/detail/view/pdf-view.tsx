import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Waiting } from '../../../../ui/waiting.tsx';
import { needsPassword, openPdf, pageWords } from './pdf-document.ts';
import { sizeOnScreen } from './page-size.ts';
import type { ViewProps } from './view-props.ts';
import styles from './view.module.css';

interface PdfViewProps extends ViewProps {
  /** From 1. */
  readonly page: number;
  readonly onPages: (pages: number) => void;
}

/** How much of a page's text a screen reader is given, characters. */
const READ = 20_000;

/** A PDF, one page at a time, drawn; its words are there for who does not see it. */
export function PdfView({ bytes, name, zoom, stage, page, onPages, onProblem }: PdfViewProps) {
  const { t } = useTranslation('support');
  const [opened, setOpened] = useState<PDFDocumentProxy | null>(null);
  const [drawn, setDrawn] = useState<{ readonly page: number; readonly zoom: number; readonly words: string } | null>(null);
  const holder = useRef<HTMLDivElement>(null);
  const tell = useEffectEvent(onPages);
  const fail = useEffectEvent((error: unknown) => onProblem(needsPassword(error) ? 'pdf_locked' : 'pdf'));

  useEffect(() => {
    let gone = false;
    const pdf = openPdf(bytes);
    pdf.document.then(
      (made) => {
        if (gone) return;
        setOpened(made);
        tell(made.numPages);
      },
      (error: unknown) => !gone && fail(error),
    );
    return () => {
      gone = true;
      setOpened(null);
      pdf.close();
    };
  }, [bytes]);

  useEffect(() => {
    if (opened === null) return;
    let gone = false;
    let stop: () => void = () => undefined;
    const show = async () => {
      const found = await opened.getPage(page);
      const words = (await pageWords(found)).slice(0, READ);
      const canvas = document.createElement('canvas');
      const task = gone ? null : drawPage(found, canvas, stage.current?.clientWidth ?? 0, zoom);
      if (task === null) return;
      stop = () => task.cancel();
      await task.promise;
      if (gone) return;
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', t('view.page', { name, number: page, total: opened.numPages }));
      holder.current?.replaceChildren(canvas);
      setDrawn({ page, zoom, words });
    };
    show().catch((error: unknown) => !gone && fail(error));
    return () => {
      gone = true;
      stop();
    };
  }, [opened, page, zoom, name, stage, t]);

  const busy = drawn === null || drawn.page !== page || drawn.zoom !== zoom;
  return (
    <div className={styles.page} aria-busy={busy}>
      {drawn === null && <Waiting what={t('view.loading')} />}
      <div ref={holder} />
      <div className="aloud">{drawn?.words}</div>
    </div>
  );
}

function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, room: number, zoom: number) {
  const whole = page.getViewport({ scale: 1 });
  const size = sizeOnScreen(whole, room, zoom, window.devicePixelRatio);
  canvas.width = size.pixels.width;
  canvas.height = size.pixels.height;
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  return page.render({ canvas, viewport: page.getViewport({ scale: size.scale }), background: '#fff' });
}
