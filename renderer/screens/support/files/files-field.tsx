import { useId, useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { formatSize } from '../../../format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import { FileDoctor } from './doctor/file-doctor.tsx';
import { PicturesOffer } from './doctor/pictures-offer.tsx';
import type { FilesInHand } from './use-files.ts';
import styles from './files.module.css';

export interface FilesHandle {
  /** Opens the system's dialog. */
  choose(): void;
}
interface FilesFieldProps {
  readonly files: readonly ChosenFile[];
  readonly inHand: FilesInHand;
  readonly onFiles: (change: (files: readonly ChosenFile[]) => readonly ChosenFile[]) => void;
  readonly error?: string | null;
  /** Without label and button: the bar of the reply has them. */
  readonly bare?: boolean;
  readonly ref?: Ref<FilesHandle>;
}

/** The files of a request or a reply (TKT-12): the limit is said before choosing, a removal can be undone. */
export function FilesField({ files, inHand, onFiles, error = null, bare = false, ref }: FilesFieldProps) {
  const { t } = useTranslation('support');
  const input = useRef<HTMLInputElement>(null);
  const labelId = useId();
  useImperativeHandle(ref, () => ({ choose: () => input.current?.click() }));

  function remove(file: ChosenFile): void {
    const at = files.indexOf(file);
    onFiles((now) => now.filter((one) => one.id !== file.id));
    showToast({ text: t('file.removed', { name: file.name }), undo: () => onFiles((now) => (now.some((one) => one.id === file.id) ? now : now.toSpliced(at, 0, file))) });
  }

  return (
    <div className={styles.field} role="group" aria-labelledby={labelId}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again after it was removed.
          event.currentTarget.value = '';
          void inHand.add(chosen);
        }}
      />
      <div className={bare ? 'aloud' : styles.label}>
        <span id={labelId}>{t('field.files')}</span>
        <span className={styles.limit}> · {t('file.limit', { limit: formatSize(ATTACHMENT_LIMIT) })} </span>
        {!bare && <LinkButton onClick={() => input.current?.click()}>{t('file.choose')}</LinkButton>}
      </div>
      {(files.length > 0 || inHand.copying.length > 0) && (
        <ul className={styles.chips}>
          {files.map((file) => (
            <li key={file.id} className={styles.chip}>
              <span className={styles.name}>{file.name}</span>
              <span className={styles.size}>{formatSize(file.size)}</span>
              <IconButton className={styles.remove} icon="close" label={t('file.remove', { name: file.name })} onClick={() => remove(file)} />
            </li>
          ))}
          {inHand.copying.map((name, index) => (
            <li key={`${name}/${index}`} className={styles.chip} aria-busy>
              <span className={styles.name}>{name}</span>
              <span className={styles.size}>{t('file.copying')}</span>
            </li>
          ))}
        </ul>
      )}
      {!bare && files.length === 0 && inHand.copying.length === 0 && <div className={styles.drop}>{t('file.drop')}</div>}
      {error && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
      {inHand.pictures.length > 1 && (
        <PicturesOffer
          key={inHand.pictures.map(({ id }) => id).join()}
          pictures={inHand.pictures.map(({ file }) => file)}
          onTake={(pdf) => {
            const joined = new Set(inHand.pictures.map(({ id }) => id));
            // Only once the PDF is on the disk do the pictures leave.
            void inHand.add([pdf]).then((kept) => kept.length > 0 && onFiles((now) => now.filter((one) => !joined.has(one.id))));
          }}
        />
      )}
      {inHand.patients.map((patient, index) => (
        <FileDoctor
          key={`${patient.name}/${index}`}
          file={patient}
          room={ATTACHMENT_COUNT - files.length}
          onTake={(remedy) => inHand.treat(patient, remedy)}
          onLeave={() => inHand.treat(patient, [])}
        />
      ))}
      {inHand.problems.length > 0 && (
        <Notice tone="warning" live actions={<IconButton icon="close" label={t('common:close')} onClick={inHand.dismiss} />}>
          {inHand.problems.map((problem, index) => (
            <div key={index}>{refusalSentence(problem)}</div>
          ))}
        </Notice>
      )}
    </div>
  );
}
