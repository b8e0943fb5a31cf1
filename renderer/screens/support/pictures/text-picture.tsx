import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView } from '#shared/rpc/contract.ts';
import { formatSize } from '../../../format.ts';
import { FileChip } from '../detail/file-chip.tsx';
import { FileBytes } from '../detail/view/file-bytes.tsx';
import { kindOf } from '../detail/view/kind.ts';
import type { ViewProblem } from '../detail/view/view-props.ts';
import { drawThumbnail } from './draw-thumbnail.ts';
import { READ_BOX } from './thumbnail-size.ts';
import styles from './pictures.module.css';

interface TextPictureProps {
  /** Undefined where the text names a file that is none of its own. */
  readonly file: AttachmentView | undefined;
  readonly tenant: Id;
  readonly onLook: (id: Id) => void;
}

/**
 * A picture in a text that is read (TKT-11, DET-11), small, over the chip that opens it. Its place is kept whatever comes; its bytes are
 * read, or fetched, only while it is in sight.
 */
export function TextPicture({ file, tenant, onLook }: TextPictureProps) {
  const { t } = useTranslation('support');
  const frame = useRef<HTMLDivElement>(null);
  const seen = useInSight(frame);
  if (file === undefined) return <p className={styles.strange}>{t('picture.strange')}</p>;
  const chip = <FileChip file={file} tenant={tenant} onLook={onLook} />;
  // What never arrived will not; the chip says so.
  if (kindOf(file) !== 'image' || (file.state === 'missing' && !file.here)) return chip;
  return (
    <div className={styles.picture}>
      {/* For the mouse; the chip is the same for the keyboard. */}
      <div ref={frame} className={styles.frame}>
        {seen && (file.here || file.state === 'available') && (
          <FileBytes id={file.id} tenant={tenant} what={file.here ? t('view.loading') : t('picture.fetching', { size: formatSize(file.size) })}>
            {(bytes) => <Thumbnail bytes={bytes} name={file.name} onClick={() => onLook(file.id)} />}
          </FileBytes>
        )}
      </div>
      {chip}
    </div>
  );
}

function Thumbnail({ bytes, name, onClick }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string; readonly onClick: () => void }) {
  const { t } = useTranslation('support');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<ViewProblem | null>(null);
  useEffect(() => {
    let gone = false;
    const { current } = canvas;
    if (current !== null) void drawThumbnail(bytes, current, READ_BOX, () => gone).then((found) => !gone && setProblem(found));
    return () => {
      gone = true;
    };
  }, [bytes]);
  if (problem !== null) return <p className={styles.problem}>{t(`view.problem.${problem}`)}</p>;
  return <canvas ref={canvas} width={0} height={0} role="img" aria-label={t('picture.alt', { name })} onClick={onClick} />;
}

/** Whether any part of it is on the screen: a hundred messages' pictures are not decoded for the three that are seen. */
function useInSight(element: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const watcher = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false));
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element]);
  return seen;
}
