import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { formatSize } from '../../../../format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { remedyFor, type Remedy } from './remedy.ts';

interface FileDoctorProps {
  readonly file: File;
  readonly room: number;
  readonly onTake: (files: readonly File[]) => void;
  readonly onLeave: () => void;
}

/** TKT-12: a file over the limit, what it could become, and the person's yes or no. */
export function FileDoctor({ file, room, onTake, onLeave }: FileDoctorProps) {
  const { t } = useTranslation('files');
  const [remedy, setRemedy] = useState<Remedy | null>(null);
  useEffect(() => {
    let gone = false;
    remedyFor(file, room).then(
      (found) => gone || setRemedy(found),
      // Moved or deleted since it was chosen.
      () => gone || setRemedy({ kind: 'none' }),
    );
    return () => {
      gone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- how many may still be added matters when the file is chosen; a later one is judged when it is taken
  }, [file]);
  const facts = { name: file.name, before: formatSize(file.size), limit: formatSize(ATTACHMENT_LIMIT) };
  if (remedy === null) return <Notice tone="info">{t('looking', facts)}</Notice>;
  if (remedy.kind === 'none') {
    return (
      <Notice tone="warning" live actions={<Button label={t('leave')} look="plain" onClick={onLeave} />}>
        {t('none', facts)}
      </Notice>
    );
  }
  const named = remedy.files.map((one) => `${one.name} (${formatSize(one.size)})`).join(', ');
  return (
    <Notice
      tone="info"
      live
      actions={
        <>
          <Button label={t('leave')} look="plain" onClick={onLeave} />
          <Button label={t(`take.${remedy.kind}`)} icon="paperclip" onClick={() => onTake(remedy.files)} />
        </>
      }
    >
      <strong>{t('too_large', facts)}</strong> {t(remedy.kind, { ...facts, after: formatSize(remedy.size), count: remedy.files.length })} {t('will_be', { files: named })}
    </Notice>
  );
}
