import { useId, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { documentFileKind } from '#shared/domain/library/files.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { formatSize } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { fileName, problemOf, type FileProblem } from '../../support/files/choose.ts';
import { keepFile } from '../../support/files/keep-file.ts';
import { NO_FILE, putBack, type FilePart } from './file-part.ts';
import { fileWords } from './file-words.ts';
import styles from './file.module.css';

export interface FileFieldHandle {
  /** Takes a file that was let go elsewhere on the form. */
  take(file: File | undefined): void;
}
interface FileFieldProps {
  readonly value: FilePart;
  /** Of the file that the document has already, while no other was chosen. */
  readonly present: { readonly name: string; readonly size: number } | null;
  /** Of the document: an older file is in the code page of its language. */
  readonly language: string;
  readonly onChange: (change: (now: FilePart) => FilePart) => void;
  readonly onBusy: (busy: boolean) => void;
  readonly ref?: Ref<FileFieldHandle>;
}

/** DOC-01: a document's manual: chosen, or dropped on the form; its words read, its bytes kept on this device before anything is saved. */
export function FileField({ value, present, language, onChange, onBusy, ref }: FileFieldProps) {
  const { t } = useTranslation('library');
  const labelId = useId();
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const shown = value.files[0] ?? (value.fileId === null ? null : present);
  useImperativeHandle(ref, () => ({
    take(file) {
      // The text above may be long: what becomes of the file is said here.
      field.current?.scrollIntoView({ block: 'nearest' });
      void take(file);
    },
  }));

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined || reading !== null) return;
    const name = fileName(file.name, t('support:file.unnamed'));
    const wrong = problemOf({ name, size: file.size }) ?? (documentFileKind(name) === null ? { code: 'document.file.kind', facts: { name } } : null);
    setProblem(wrong);
    if (wrong !== null) return;
    setReading(name);
    onBusy(true);
    try {
      const answer = await keepFile(file, name);
      if ('code' in answer) setProblem(answer);
      else {
        // A manual whose words cannot be read can be looked at all the same.
        const fileText = await fileWords(name, answer.bytes, language).catch(() => '');
        onChange(() => ({ fileId: answer.file.id, files: [answer.file], fileText }));
        if (fileText === '') setProblem({ code: 'document.file.no_words', facts: { name } });
      }
    } finally {
      setReading(null);
      onBusy(false);
    }
  }

  return (
    <div ref={field} className={styles.file} role="group" aria-labelledby={labelId}>
      <input
        ref={input}
        type="file"
        accept=".pdf,.html,.htm"
        hidden
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          void take(chosen);
        }}
      />
      <span id={labelId} className={styles.label}>
        {t('file.label')}
      </span>
      <p className={styles.limit}>{t('file.limit', { limit: formatSize(ATTACHMENT_LIMIT) })}</p>
      <div className={styles.bar}>
        {reading !== null ? <Waiting what={t('file.reading', { name: reading })} /> : shown !== null && <span className={styles.name}>{shown.name}</span>}
        {reading === null && shown !== null && <span className={styles.facts}>{formatSize(shown.size)}</span>}
        <Button icon="file" label={t(shown === null ? 'file.choose' : 'file.replace')} busy={reading !== null} onClick={() => input.current?.click()} />
        {reading === null && shown !== null && (
          <Button
            look="plain"
            icon="close"
            label={t('file.remove')}
            onClick={() => {
              setProblem(null);
              onChange(() => NO_FILE);
              showToast({ text: t('file.removed', { name: shown.name }), undo: () => onChange((now) => putBack(now, value)) });
            }}
          />
        )}
      </div>
      {problem !== null && (
        <Notice tone={problem.code === 'document.file.no_words' ? 'info' : 'error'} live>
          {sentenceOf(problem.code, problem.facts)}
        </Notice>
      )}
    </div>
  );
}
