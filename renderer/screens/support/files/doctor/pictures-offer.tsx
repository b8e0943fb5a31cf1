import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { formatSize } from '../../../../format.ts';
import { Button } from '../../../../ui/button.tsx';
import { LinkButton } from '../../../../ui/link.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { pdfOf } from './pictures-pdf.ts';

interface PicturesOfferProps {
  readonly pictures: readonly File[];
  /** The PDF in the place of the pictures. */
  readonly onTake: (pdf: File) => void;
}

/** TKT-12: several pictures as one PDF with a page each; made first, with its size, and taken only by a click. */
export function PicturesOffer({ pictures, onTake }: PicturesOfferProps) {
  const { t } = useTranslation('files');
  const [made, setMade] = useState<File | 'working' | 'failed' | null>(null);
  const before = formatSize(pictures.reduce((sum, one) => sum + one.size, 0));
  async function make(): Promise<void> {
    setMade('working');
    setMade((await pdfOf(pictures, t('pdf.name'))) ?? 'failed');
  }
  if (made === null) return <LinkButton onClick={() => void make()}>{t('pdf.offer', { count: pictures.length })}</LinkButton>;
  if (made === 'working') return <Notice tone="info">{t('pdf.working')}</Notice>;
  const fits = made !== 'failed' && made.size < ATTACHMENT_LIMIT;
  return (
    <Notice
      tone={fits ? 'info' : 'warning'}
      live
      actions={
        <>
          <Button label={t('pdf.keep')} look="plain" onClick={() => setMade(null)} />
          {fits && <Button label={t('pdf.take')} icon="paperclip" onClick={() => onTake(made)} />}
        </>
      }
    >
      {made === 'failed' ? t('pdf.failed') : t(fits ? 'pdf.made' : 'pdf.too_large', { count: pictures.length, before, after: formatSize(made.size), limit: formatSize(ATTACHMENT_LIMIT) })}
    </Notice>
  );
}
