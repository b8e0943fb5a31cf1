import { useDeferredValue, useId, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { plainOf, richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { TITLE_LIMIT } from '#shared/domain/tickets/values.ts';
import { formatSize } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { docSize, isTooLong } from '../editor/clean-doc.ts';
import { LazyEditor } from '../editor/lazy-editor.tsx';
import type { EditorHandle } from '../editor/rich-text-editor.tsx';
import { FilesField, type FilesHandle } from '../files/files-field.tsx';
import type { FilesInHand } from '../files/use-files.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { AnswersHint } from './answers-hint.tsx';
import type { TicketField } from './check-ticket.ts';
import { PriorityField } from './priority-field.tsx';
import type { TicketFormState } from './use-ticket-form.ts';
import styles from './form.module.css';

interface TextFieldsProps {
  readonly form: TicketFormState;
  readonly files: FilesInHand;
  readonly chooser: RefObject<FilesHandle | null>;
}

/** Title, description and files (TKT-11, TKT-12); in the simple form the priority too (TKT-15). */
export function TextFields({ form, files, chooser }: TextFieldsProps) {
  const { t } = useTranslation('support');
  const { draft, change } = form;
  const id = useId();
  const editor = useRef<EditorHandle>(null);
  /** A pasted text that went straight into a file, so that nobody looks for it in the description. */
  const [pasted, setPasted] = useState<{ readonly size: number; readonly name: string } | null>(null);
  // Judging a long text takes longer than a keystroke should.
  const judged = useDeferredValue(draft.description);
  const tooLong = useMemo(() => isTooLong(judged), [judged]);
  const errorOf = (field: TicketField) => {
    const problem = form.problemOf(field);
    return problem ? refusalSentence(problem) : null;
  };
  const descriptionError = errorOf('description');

  async function insertPictures(chosen: readonly File[]): Promise<void> {
    for (const file of await files.add(chosen)) if (file.mime.startsWith('image/')) editor.current?.insertPicture(file);
  }
  async function attachPasted(text: string): Promise<void> {
    const kept = await files.addText(text, t('file.pasted_text'));
    const first = kept[0];
    if (first) setPasted({ name: first.name, size: kept.reduce((sum, file) => sum + file.size, 0) });
  }
  async function attachDescription(): Promise<void> {
    const text = plainOf(draft.description);
    const kept = await files.addText(text, t('file.description'));
    const first = kept[0];
    // Only once its words are on the disk as a file do they leave the form.
    if (!first) return;
    const left = richTextOf(`${text.slice(0, 500)}…\n${t('new.rest_in_file', { name: first.name })}`);
    change({ description: left });
    editor.current?.replace(left);
  }

  return (
    <>
      <div data-field="title">
        <TextField
          label={t('field.title')}
          value={draft.title}
          onChange={(title) => change({ title })}
          placeholder={t('field.title.example')}
          error={errorOf('title')}
          maxLength={TITLE_LIMIT}
          required
        />
      </div>
      {form.simple && (
        <div data-field="priority">
          <PriorityField priority={draft.priority} answers={draft.blocking} error={errorOf('blocking')} onChange={change} />
        </div>
      )}
      <AnswersHint title={draft.title} tenant={form.company?.id ?? null} except={draft.relatedTo} />
      <div data-field="description">
        <div className={styles.label} aria-hidden>
          {t('field.description')} {!form.simple && <span className={styles.required}>*</span>}
        </div>
        <LazyEditor
          ref={editor}
          label={t('field.description')}
          placeholder={t('field.description.example')}
          initial={draft.description}
          onChange={(description) => change({ description })}
          onFiles={(chosen) => void insertPictures(chosen)}
          onLongText={(text) => void attachPasted(text)}
          fileOf={(attachmentId) => draft.files.find((file) => file.id === attachmentId) ?? null}
          describedBy={descriptionError ? `${id}-error` : undefined}
          invalid={descriptionError !== null}
          required={!form.simple}
          tall
        />
        {descriptionError && !tooLong && (
          <div id={`${id}-error`} className={styles.error} role="alert">
            {descriptionError}
          </div>
        )}
      </div>
      {tooLong && (
        <Notice tone="warning" live actions={<Button label={t('new.long.attach')} icon="paperclip" onClick={() => void attachDescription()} />}>
          {t('new.long', { size: formatSize(docSize(draft.description)) })}
        </Notice>
      )}
      {pasted && (
        <Notice tone="good" live actions={<Button look="plain" label={t('understood')} onClick={() => setPasted(null)} />}>
          {t('new.pasted_long', { size: formatSize(pasted.size), name: pasted.name })}
        </Notice>
      )}
      <div data-field="files">
        <FilesField ref={chooser} files={draft.files} inHand={files} onFiles={(edit) => change((now) => ({ files: [...edit(now.files)] }))} error={errorOf('files')} />
      </div>
    </>
  );
}
