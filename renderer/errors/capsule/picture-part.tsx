import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../data/query.ts';
import { Button } from '../../ui/button.tsx';
import { BlurDialog } from './blur-dialog.tsx';
import styles from './capsule.module.css';

interface PicturePartProps {
  readonly picture: Blob | null;
  readonly onPicture: (file: File) => void;
}

/**
 * The window's picture (TKT-03): taken where the host can, pasted or chosen where it cannot. It stays in this window's
 * memory until the person has looked at it, blurred what must not leave, and attached it.
 */
export function PicturePart({ picture, onPicture }: PicturePartProps) {
  const { t } = useTranslation('capsule');
  const [open, setOpen] = useState<Blob | null>(null);
  const [attached, setAttached] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const host = useQueryOf('app.info', {}).data?.host;
  return (
    <section
      className={styles.picture}
      onPaste={(event) => {
        const pasted = [...event.clipboardData.files].find((file) => file.type.startsWith('image/'));
        if (pasted === undefined) return;
        event.preventDefault();
        setOpen(pasted);
      }}
    >
      <h3>{t('picture')}</h3>
      <p className={styles.why}>{t('picture.why')}</p>
      {picture && <Thumbnail picture={picture} />}
      <p>{t(attached ? 'picture.attached' : picture ? 'picture.taken' : host === 'browser' ? 'picture.cannot' : 'picture.none')}</p>
      {picture ? (
        <Button label={t('picture.open')} icon="photo" onClick={() => setOpen(picture)} />
      ) : (
        <Button label={t('picture.choose')} icon="photo" onClick={() => input.current?.click()} />
      )}
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) setOpen(chosen);
        }}
      />
      {open && (
        <BlurDialog
          picture={open}
          name={t('picture.name')}
          onClose={() => setOpen(null)}
          onDone={(file) => {
            setOpen(null);
            setAttached(true);
            onPicture(file);
          }}
        />
      )}
    </section>
  );
}

function Thumbnail({ picture }: { readonly picture: Blob }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url === null ? null : <img className={styles.thumbnail} src={url} alt="" />;
}
