import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { formatSize } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { blurArea, insideOf, type Area } from './blur.ts';
import { pictureFile } from './picture-file.ts';
import styles from './blur-dialog.module.css';

interface BlurDialogProps {
  readonly picture: Blob;
  /** The file's name without its ending. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: (file: File) => void;
}

/** Steps of the arrow keys and the smallest area, as parts of the picture's shorter side. */
const STEP = 1 / 50;
const SMALLEST = 1 / 60;

/** TKT-03: the person draws over what must not leave; it is wiped in the pixels, and only then is there a file. */
export function BlurDialog({ picture, name, onClose, onDone }: BlurDialogProps) {
  const { t } = useTranslation('capsule');
  const [bitmap, setBitmap] = useState<ImageBitmap | 'unreadable' | null>(null);
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [drawn, setDrawn] = useState<Area | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    createImageBitmap(picture).then(
      (made) => (gone ? made.close() : setBitmap(made)),
      () => setBitmap('unreadable'),
    );
    return () => {
      gone = true;
    };
  }, [picture]);
  const ready = bitmap === null || bitmap === 'unreadable' ? null : bitmap;
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (ready === null || !context) return;
    context.drawImage(ready, 0, 0);
    const pixels = context.getImageData(0, 0, ready.width, ready.height);
    for (const area of drawn ? [...areas, drawn] : areas) blurArea(pixels, area);
    context.putImageData(pixels, 0, 0);
  }, [ready, areas, drawn]);

  function pointOf(event: PointerEvent): { x: number; y: number } {
    const box = canvas.current?.getBoundingClientRect();
    if (!box || ready === null) return { x: 0, y: 0 };
    return { x: ((event.clientX - box.left) / box.width) * ready.width, y: ((event.clientY - box.top) / box.height) * ready.height };
  }
  const end = () => {
    if (drawn === null || ready === null) return;
    const inside = insideOf(drawn, ready);
    const least = Math.min(ready.width, ready.height) * SMALLEST;
    if (inside && inside.width >= least && inside.height >= least) setAreas([...areas, inside]);
    setDrawn(null);
  };
  function add(): void {
    if (ready === null) return;
    const [width, height] = [Math.round(ready.width / 3), Math.round(ready.height / 8)];
    setAreas([...areas, { x: Math.round((ready.width - width) / 2), y: Math.round((ready.height - height) / 2), width, height }]);
    // The new one takes the keys as soon as it stands there.
    requestAnimationFrame(() => stage.current?.querySelector<HTMLElement>('[data-area]:last-of-type')?.focus());
  }
  async function done(): Promise<void> {
    if (!canvas.current) return;
    const file = await pictureFile(canvas.current, name);
    if (file === null) setTooLarge(true);
    else onDone(file);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('blur.title')}
      width={980}
      footer={
        <>
          <Button label={t('blur.add')} icon="plus" look="plain" disabled={ready === null} onClick={add} data-autofocus data-start />
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button label={t('blur.attach')} look="primary" icon="paperclip" disabled={ready === null} onClick={() => void done()} />
        </>
      }
    >
      <p className={styles.how}>{t('blur.how')}</p>
      {bitmap === 'unreadable' && (
        <Notice tone="warning" live>
          {t('blur.unreadable')}
        </Notice>
      )}
      {bitmap === null && <Waiting what={t('picture')} />}
      {ready && (
        <div className={styles.frame}>
          <div ref={stage} className={styles.stage}>
            <canvas
              ref={canvas}
              role="img"
              aria-label={t('blur.picture')}
              width={ready.width}
              height={ready.height}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setDrawn({ ...pointOf(event), width: 0, height: 0 });
              }}
              onPointerMove={(event) => {
                if (drawn === null) return;
                const { x, y } = pointOf(event);
                setDrawn({ ...drawn, width: x - drawn.x, height: y - drawn.y });
              }}
              onPointerUp={end}
              onPointerCancel={() => setDrawn(null)}
            />
            {areas.map((area, index) => (
              <AreaBox
                key={index}
                area={area}
                picture={ready}
                number={index + 1}
                onChange={(next) => setAreas(areas.with(index, next))}
                onRemove={() => setAreas(areas.toSpliced(index, 1))}
              />
            ))}
          </div>
        </div>
      )}
      <p className={styles.how}>{t('blur.forever')}</p>
      {tooLarge && (
        <Notice tone="warning" live>
          {t('blur.too_large', { limit: formatSize(ATTACHMENT_LIMIT) })}
        </Notice>
      )}
    </Dialog>
  );
}

interface AreaBoxProps {
  readonly area: Area;
  readonly picture: { readonly width: number; readonly height: number };
  readonly number: number;
  readonly onChange: (area: Area) => void;
  readonly onRemove: () => void;
}

/** The area's edge: arrows move it, Shift with arrows resizes it, Delete takes it away. */
function AreaBox({ area, picture, number, onChange, onRemove }: AreaBoxProps) {
  const { t } = useTranslation('capsule');
  const step = Math.max(1, Math.round(Math.min(picture.width, picture.height) * STEP));
  const part = (value: number, whole: number) => `${(value / whole) * 100}%`;
  function press(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      return onRemove();
    }
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const [x = 0, y = 0] = by;
    const moved = event.shiftKey
      ? { ...area, width: Math.max(step, area.width + x), height: Math.max(step, area.height + y) }
      : { ...area, x: Math.min(Math.max(0, area.x + x), picture.width - area.width), y: Math.min(Math.max(0, area.y + y), picture.height - area.height) };
    onChange(insideOf(moved, picture) ?? area);
  }
  return (
    <div
      data-area
      className={styles.area}
      role="group"
      tabIndex={0}
      aria-label={t('blur.area', { number })}
      onKeyDown={press}
      style={{ left: part(area.x, picture.width), top: part(area.y, picture.height), width: part(area.width, picture.width), height: part(area.height, picture.height) }}
    >
      <IconButton className={styles.remove} icon="close" look="outline" label={t('blur.remove', { number })} onClick={onRemove} />
    </div>
  );
}
