import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../../ui/waiting.tsx';
import { imageType } from './kind.ts';
import type { ViewProps } from './view-props.ts';
import styles from './view.module.css';

/** Pixels that are still drawn: a small file can unfold to more than there is memory for. */
const MOST_PIXELS = 64_000_000;

interface Loaded {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A picture, in the type that its bytes are of and no other; whole to begin with. */
export function ImageView({ bytes, name, zoom, stage, onProblem }: ViewProps) {
  const { t } = useTranslation('support');
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const fail = useEffectEvent(onProblem);
  useEffect(() => {
    const type = imageType(bytes);
    if (type === null) return fail('image');
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    let gone = false;
    const image = new Image();
    image.onload = () => {
      // Its head is read by now and not one pixel.
      if (gone) return;
      if (image.naturalWidth * image.naturalHeight > MOST_PIXELS) return fail('image_large');
      image.decode().then(
        () => !gone && setLoaded({ url, width: image.naturalWidth, height: image.naturalHeight }),
        () => !gone && fail('image'),
      );
    };
    image.onerror = () => !gone && fail('image');
    image.src = url;
    return () => {
      gone = true;
      setLoaded(null);
      URL.revokeObjectURL(url);
    };
  }, [bytes]);
  if (loaded === null) return <Waiting what={t('view.loading')} />;
  const { clientWidth = 0, clientHeight = 0 } = stage.current ?? {};
  const fit = Math.min(loaded.width, clientWidth, clientHeight * (loaded.width / loaded.height));
  return <img className={styles.image} data-whole={zoom === 1 || undefined} style={zoom === 1 ? {} : { width: fit * zoom }} src={loaded.url} alt={name} />;
}
