import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView as File } from '#shared/rpc/contract.ts';
import { useSync } from '../../../../data/use-session.ts';
import { sentenceOf } from '../../../../errors/sentence.ts';
import { formatDateTime, formatLanguage, formatSize } from '../../../../format.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Waiting } from '../../../../ui/waiting.tsx';
import { ImageView } from './image-view.tsx';
import { kindOf } from './kind.ts';
import { TEXT_SHOWN, textOf } from './text.ts';
import { useBytes } from './use-bytes.ts';
import type { ViewProblem } from './view-props.ts';
import styles from './view.module.css';

interface AttachmentViewProps {
  /** In the order of the list. */
  readonly files: readonly File[];
  readonly file: File;
  readonly tenant: Id;
  readonly by: string;
  readonly onGo: (id: Id) => void;
}

const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

/** How one file is looked at; another file begins anew. */
interface Look {
  readonly id: Id;
  /** A place in ZOOMS. */
  readonly zoom: number;
  readonly problem: ViewProblem | null;
}
const first = (id: Id): Look => ({ id, zoom: 0, problem: null });

/** DET-02, DET-08: a file as it can be looked at here, its neighbours by arrow keys or buttons, or a sentence why not. */
export function AttachmentView({ files, file, tenant, by, onGo }: AttachmentViewProps) {
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
  const zooms = kind === 'image' && look.problem === null;

  // Whoever came by the keyboard goes on by it.
  useEffect(() => stage.current?.focus(), []);

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const scrolls = stage.current !== null && stage.current.scrollWidth > stage.current.clientWidth;
    const keys: Readonly<Record<string, (() => void) | false>> = {
      ArrowLeft: !scrolls && (() => go(-1)),
      ArrowRight: !scrolls && (() => go(1)),
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
        {files.length > 1 && (
          <div className={styles.tools} role="group" aria-label={t('view.files')}>
            <IconButton icon="left" label={t('view.previous')} onClick={() => go(-1)} />
            <span className={styles.place}>{t('view.place', { number: place + 1, total: files.length })}</span>
            <IconButton icon="right" label={t('view.next')} onClick={() => go(1)} />
          </div>
        )}
      </div>
      <div ref={stage} className={styles.stage} tabIndex={0} data-autofocus role="region" aria-label={t('view.content', { name: file.name })}>
        {kind === 'none' || kind === 'pdf' ? (
          <Notice tone="info">{t('view.none')}</Notice>
        ) : look.problem !== null ? (
          <Notice tone="warning" live>
            {t(`view.problem.${look.problem}`)}
          </Notice>
        ) : (
          <Bytes file={file} tenant={tenant}>
            {(bytes) =>
              kind === 'text' ? (
                <TextView bytes={bytes} />
              ) : (
                <ImageView bytes={bytes} name={file.name} zoom={ZOOMS[look.zoom] ?? 1} stage={stage} onProblem={(problem) => change({ problem })} />
              )
            }
          </Bytes>
        )}
      </div>
    </div>
  );
}

/** The bytes when they are here; what is waited for, or why they cannot come, until then. */
function Bytes({ file, tenant, children }: { readonly file: File; readonly tenant: Id; readonly children: (bytes: Uint8Array<ArrayBuffer>) => ReactNode }) {
  const { t } = useTranslation('support');
  const online = useSync()?.online ?? false;
  const found = useBytes(file.id, tenant, online);
  if (found.state === 'loading') return <Waiting what={t('view.loading')} />;
  if (found.state === 'failed') {
    return (
      <Notice tone="warning" live actions={<Button look="plain" icon="refresh" label={t('common:retry')} onClick={found.again} />}>
        {sentenceOf(found.failure.code, found.failure.details)}
      </Notice>
    );
  }
  return children(found.bytes);
}

function TextView({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation('support');
  const { text, cut } = textOf(bytes, formatLanguage() === 'ru' ? 'windows-1251' : 'windows-1252');
  return (
    <div className={styles.text}>
      {cut && <Notice tone="info">{t('view.more', { shown: formatSize(TEXT_SHOWN), size: formatSize(bytes.length) })}</Notice>}
      <pre>{text}</pre>
    </div>
  );
}
