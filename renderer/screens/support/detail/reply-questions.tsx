import { useTranslation } from 'react-i18next';
import { useSync } from '../../../data/use-session.ts';
import { formatDateTime } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import type { ReplySender } from './use-send-reply.ts';

interface ReplyQuestionsProps {
  readonly sender: ReplySender;
  readonly closing: boolean;
  /** DET-12: the same text as a new, linked request; null for whoever cannot write requests. */
  readonly onFollowUp: (() => void) | null;
}

/** What must be decided before a reply is saved; the text stays in its box whatever the answer. */
export function ReplyQuestions({ sender, closing, onFollowUp }: ReplyQuestionsProps) {
  const { t } = useTranslation('support');
  const sync = useSync();
  const { question, dismiss, send } = sender;
  if (question === null) return null;
  const cancel = <Button label={t('common:cancel')} onClick={dismiss} />;

  if (question.kind === 'remarks') {
    // DET-06: how many minutes are missing, and the message without the closing.
    const title = t(closing ? 'question.not_closed' : 'question.partly');
    return (
      <Dialog open onClose={dismiss} title={title} width={520} footer={<>{cancel}<Button look="primary" label={t(closing ? 'question.send_open' : 'question.send_anyway')} onClick={() => void send({ acceptRemarks: true })} data-autofocus /></>}>
        {question.remarks.map((remark) => (
          <p key={remark.code}>{refusalSentence(remark)}</p>
        ))}
      </Dialog>
    );
  }
  if (question.kind === 'reopen') {
    return (
      <Dialog
        open
        onClose={dismiss}
        title={t('question.reopen')}
        width={560}
        footer={
          <>
            {cancel}
            <Button label={t('question.leave_closed')} onClick={() => void send({ leaveClosed: true })} />
            <Button look="primary" label={t('question.reopen_and_send')} onClick={() => void send({ reopen: true })} data-autofocus />
          </>
        }
      >
        <p>{t('question.reopen.text')}</p>
      </Dialog>
    );
  }
  const tooLate = question.refusal.code === 'ticket.reopen.too_late';
  return (
    <Dialog
      open
      onClose={dismiss}
      title={t('question.refused')}
      width={560}
      footer={
        <>
          {cancel}
          {sync?.online !== true && <Button label={t('question.queue')} onClick={() => void send({ queueAnyway: true, acceptRemarks: true, reopen: tooLate })} />}
          {tooLate && onFollowUp && (
            <Button
              look="primary"
              label={t('linked.new')}
              onClick={() => {
                dismiss();
                onFollowUp();
              }}
              data-autofocus
            />
          )}
        </>
      }
    >
      <p>{tooLate && !onFollowUp ? t('reply.too_late.operator') : refusalSentence(question.refusal)}</p>
      {question.knownAt !== null && <p>{t('question.known_at', { date: formatDateTime(question.knownAt) })}</p>}
    </Dialog>
  );
}
