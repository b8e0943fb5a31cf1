import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BLANKS } from '#shared/domain/canned-answers/fill-in.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf, richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import { reportProblem } from '../../errors/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { giveCommand, newId } from '../support/parts/run-command.ts';
import { refusalSentence } from '../support/parts/sentence.ts';
import styles from './service.module.css';

/** Writes a new answer, or changes one: only what was changed is sent, so that two people can each change a part. */
export function AnswerDialog({ answer, tenant, onClose }: { readonly answer: CannedAnswerView | null; readonly tenant: Id; readonly onClose: () => void }) {
  const { t } = useTranslation('service');
  const before = { title: answer?.title ?? '', text: answer ? plainOf(answer.body) : '' };
  const [title, setTitle] = useState(before.title);
  const [text, setText] = useState(before.text);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    if (answer && title === before.title && text === before.text) return onClose();
    setBusy(true);
    try {
      const body = richTextOf(text);
      const given = answer
        ? await giveCommand({ tenant: answer.tenant, name: 'canned_answer.change', input: { id: answer.id, title: title === before.title ? null : title, body: text === before.text ? null : body } })
        : await giveCommand({ tenant, name: 'canned_answer.create', input: { id: await newId(), title, body } });
      if (given?.state === 'refused') setProblem(refusalSentence(given.refusal));
      if (given?.state === 'saved') onClose();
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(answer ? 'answers.edit_title' : 'answers.new')}
      width={620}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button look="primary" icon="save" label={t('common:save')} busy={busy} onClick={() => void save()} />
        </>
      }
    >
      <div className={styles.fields}>
        <TextField label={t('answers.field.title')} value={title} onChange={setTitle} maxLength={120} required autoFocus />
        <TextArea label={t('answers.field.text')} value={text} onChange={setText} rows={8} required help={t('answers.blanks', { blanks: BLANKS.map((blank) => `{${t(`answers.blank.${blank}`)}}`).join('  ') })} />
        {problem !== null && (
          <Notice tone="error" live>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
