import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../../ui/waiting.tsx';
import { loadImage } from './load-image.ts';
import type { ViewProps } from './view-props.ts';
import styles from './view.module.css';

interface Loaded {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A picture; whole to begin with. */
export function ImageView({ bytes, name, zoom, stage, onProblem }: ViewProps) {
  const { t } = useTranslation('support');
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const fail = useEffectEvent(onProblem);
  useEffect(() => {
    let gone = false;
    let made: string | null = null;
    void loadImage(bytes).then((found) => {
      if (found.problem !== undefined) return gone ? undefined : fail(found.problem);
      const { image, url } = found;
      if (gone) return URL.revokeObjectURL(url);
      made = url;
      return image.decode().then(
        () => !gone && setLoaded({ url, width: image.naturalWidth, height: image.naturalHeight }),
        () => !gone && fail('image'),
      );
    });
    return () => {
      gone = true;
      setLoaded(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [bytes]);
  if (loaded === null) return <Waiting what={t('view.loading')} />;
  const { clientWidth = 0, clientHeight = 0 } = stage.current ?? {};
  const fit = Math.min(loaded.width, clientWidth, clientHeight * (loaded.width / loaded.height));
  return <img className={styles.image} data-whole={zoom === 1 || undefined} style={zoom === 1 ? {} : { width: fit * zoom }} src={loaded.url} alt={name} />;
}
