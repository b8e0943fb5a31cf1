import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView as Attachment } from '#shared/rpc/contract.ts';
import { formatDateTime, formatLanguage, formatSize } from '../../../../format.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Waiting } from '../../../../ui/waiting.tsx';
import { FileBytes } from './file-bytes.tsx';
import { ImageView } from './image-view.tsx';
import { kindOf } from './kind.ts';
import { codePageOf, TEXT_SHOWN, textOf } from './text.ts';
import type { ViewProblem } from './view-props.ts';
import styles from './view.module.css';

interface AttachmentViewProps {
  /** In the order of the list. */
  readonly files: readonly File[];
  readonly file: File;
  readonly tenant: Id;
  readonly by: string;
  readonly onGo: (id: Id) => void;
  /** Beside a list that is gone through by keys, the focus stays in the list. */
  readonly quiet?: boolean;
}
type File = Pick<Attachment, 'id' | 'name' | 'mime' | 'size' | 'at'>;

/** Fetched when the first PDF is opened: it is larger than all that a window starts with. */
const PdfView = lazy(async () => ({ default: (await import('./pdf-view.tsx')).PdfView }));

const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

/** How one file is looked at; another file begins anew. */
interface Look {
  readonly id: Id;
  /** A place in ZOOMS. */
  readonly zoom: number;
  readonly problem: ViewProblem | null;
  /** Of a PDF, from 1; and how many there are, 0 until it is known. */
  readonly page: number;
  readonly pages: number;
}
const first = (id: Id): Look => ({ id, zoom: 0, problem: null, page: 1, pages: 0 });

/** DET-02, DET-08: a file as it can be looked at here, its neighbours by arrow keys or buttons, or a sentence why not. */
export function AttachmentView({ files, file, tenant, by, onGo, quiet = false }: AttachmentViewProps) {
  const { t } = useTranslation('support');
  const stage = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState(first(file.id));
  const look = kept.id === file.id ? kept : first(file.id);
  const change = (part: Partial<Look>) => setKept((before) => ({ ...(before.id === file.id ? before : first(file.id)), ...part }));
  const kind = kindOf(file);
  const place = files.findIndex((one) => one.id === file.id);
  const go = (step: number) => {
    const next = files[(place + step + files.length) % files.length];
    if (next) onGo(next.id);
  };
  const zoomBy = (step: number) => change({ zoom: Math.min(Math.max(look.zoom + step, 0), ZOOMS.length - 1) });
  const zooms = (kind === 'image' || kind === 'pdf') && look.problem === null;
  const turns = look.pages > 1 && look.problem === null;
  /** To the top of the next page, or to the end of the one before. */
  const turn = (step: number) => {
    const page = look.page + step;
    if (page < 1 || page > look.pages) return;
    change({ page });
    stage.current?.scrollTo({ top: step > 0 ? 0 : stage.current.scrollHeight });
  };

  // Whoever came by the keyboard goes on by it.
  useEffect(() => {
    if (!quiet) stage.current?.focus();
  }, [quiet]);

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { scrollWidth = 0, clientWidth = 0, scrollHeight = 0, clientHeight = 0, scrollTop = 0 } = stage.current ?? {};
    const scrolls = scrollWidth > clientWidth;
    const keys: Readonly<Record<string, (() => void) | false>> = {
      ArrowLeft: !scrolls && (() => go(-1)),
      ArrowRight: !scrolls && (() => go(1)),
      // What of the page is not seen yet comes before the next one.
      PageDown: turns && scrollTop + clientHeight > scrollHeight - 2 && (() => turn(1)),
      PageUp: turns && scrollTop < 2 && (() => turn(-1)),
      '+': zooms && (() => zoomBy(1)),
      '-': zooms && (() => zoomBy(-1)),
      '0': zooms && (() => change({ zoom: 0 })),
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : false;
    if (!act) return;
    event.preventDefault();
    act();
  }

  return (
    <div className={styles.view} onKeyDown={onKey}>
      <div className={styles.bar}>
        <p className={styles.facts}>
          {[formatSize(file.size), by, formatDateTime(file.at)].filter((fact) => fact !== '').join(' · ')}
        </p>
        {zooms && (
          <div className={styles.tools} role="group" aria-label={t('view.zoom')}>
            <IconButton icon="zoom_out" label={t('view.zoom_out')} aria-disabled={look.zoom === 0 || undefined} onClick={() => zoomBy(-1)} />
            <IconButton icon="fit" label={t('view.zoom_fit')} aria-disabled={look.zoom === 0 || undefined} onClick={() => change({ zoom: 0 })} />
            <IconButton icon="zoom_in" label={t('view.zoom_in')} aria-disabled={look.zoom === ZOOMS.length - 1 || undefined} onClick={() => zoomBy(1)} />
          </div>
        )}
        {turns && (
          <div className={styles.tools} role="group" aria-label={t('view.pages')}>
            <IconButton icon="up" label={t('view.page_previous')} aria-disabled={look.page === 1 || undefined} onClick={() => turn(-1)} />
            <span className={styles.place}>{t('view.page_place', { number: look.page, total: look.pages })}</span>
            <IconButton icon="down" label={t('view.page_next')} aria-disabled={look.page === look.pages || undefined} onClick={() => turn(1)} />
          </div>
        )}
        {files.length > 1 && (
          <div className={styles.tools} role="group" aria-label={t('view.files')}>
            <IconButton icon="left" label={t('view.previous')} onClick={() => go(-1)} />
            <span className={styles.place}>{t('view.place', { number: place + 1, total: files.length })}</span>
            <IconButton icon="right" label={t('view.next')} onClick={() => go(1)} />
          </div>
        )}
      </div>
      <div ref={stage} className={styles.stage} tabIndex={0} data-autofocus={quiet ? undefined : true} role="region" aria-label={t('view.content', { name: file.name })}>
        {kind === 'none' ? (
          <Notice tone="info">{t('view.none')}</Notice>
        ) : look.problem !== null ? (
          <Notice tone="warning" live>
            {t(`view.problem.${look.problem}`)}
          </Notice>
        ) : (
          <FileBytes id={file.id} tenant={tenant} what={t('view.loading')}>
            {(bytes) => {
              const given = { bytes, name: file.name, zoom: ZOOMS[look.zoom] ?? 1, stage, onProblem: (problem: ViewProblem) => change({ problem }) };
              if (kind === 'text') return <TextView bytes={bytes} />;
              if (kind === 'image') return <ImageView {...given} />;
              return (
                <Suspense fallback={<Waiting what={t('view.loading')} />}>
                  <PdfView {...given} page={look.page} onPages={(pages) => change({ pages })} />
                </Suspense>
              );
            }}
          </FileBytes>
        )}
      </div>
    </div>
  );
}

function TextView({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation('support');
  const { text, cut } = textOf(bytes, codePageOf(formatLanguage()));
  return (
    <div className={styles.text}>
      {cut && <Notice tone="info">{t('view.more', { shown: formatSize(TEXT_SHOWN), size: formatSize(bytes.length) })}</Notice>}
      <pre>{text}</pre>
    </div>
  );
}
