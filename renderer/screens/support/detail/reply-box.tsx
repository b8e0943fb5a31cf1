import { useCallback, useImperativeHandle, useRef, useState, type Ref, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/domain/kernel/command.ts';
import { fillIn } from '#shared/domain/canned-answers/fill-in.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import type { RelatedTicket, TicketView } from '#shared/rpc/contract.ts';
import { useSession } from '../../../data/use-session.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { isEmptyDoc } from '../editor/clean-doc.ts';
import { LazyEditor } from '../editor/lazy-editor.tsx';
import type { EditorHandle } from '../editor/rich-text-editor.tsx';
import { FilesField, type FilesHandle } from '../files/files-field.tsx';
import type { FilesInHand } from '../files/use-files.ts';
import { useSendAfterCopies } from '../files/use-send-after-copies.ts';
import { DraftLine } from '../parts/draft-line.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import type { Abilities } from './abilities.ts';
import { AnswerPicker } from './answer-picker.tsx';
import { EMPTY_REPLY } from './reply-draft.ts';
import { noFilesInNote } from './no-files-in-note.ts';
import { ReplyQuestions } from './reply-questions.tsx';
import type { ReplyState } from './use-reply-draft.ts';
import { useSendReply } from './use-send-reply.ts';
import { useTellWriting } from './use-tell-writing.ts';
import { writeInTarget } from './write-in-target.ts';
import { WritingLine } from './writing-line.tsx';
import styles from './reply-box.module.css';

export interface ReplyBoxHandle {
  focus(): void;
  send(): void;
  /** Opens the canned answers (DET-10). */
  pick(): void;
}
interface ReplyBoxProps {
  readonly ticket: TicketView;
  /** DET-10: where a merged request goes on, if it is on this desk. */
  readonly target: RelatedTicket | null;
  readonly may: Abilities;
  /** Of the last message: whose word ends that they are writing. */
  readonly lastAuthor: { readonly messageId: string; readonly person: string } | null;
  readonly reply: ReplyState;
  readonly files: FilesInHand;
  readonly chooser: RefObject<FilesHandle | null>;
  readonly onSent: () => void;
  readonly onFollowUp: () => void;
  readonly onBlocking: () => void;
  readonly ref?: Ref<ReplyBoxHandle>;
}

/** DET-11, DET-04, DET-05: the text under the chat, with what goes along; for the vendor also an internal note (DET-10). */
export function ReplyBox({ ticket, target, may, lastAuthor, reply, files, chooser, onSent, onFollowUp, onBlocking, ref }: ReplyBoxProps) {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const { person } = useSession();
  const { draft, change, kept } = reply;
  const editor = useRef<EditorHandle>(null);
  /** The focus was asked for before the editor was there. */
  const wanted = useRef(false);
  const tellWriting = useTellWriting(ticket);
  const [picking, setPicking] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const note = draft.note && may.note;
  // Operators alone may write notes, and they alone hear of one another (DET-10).
  const tells = may.note;
  const merged = ticket.mergedInto !== null && ticket.status === 'closed' && !note;
  const there = merged ? target : null;
  const tooLate = may.closed === 'too_late' && !note && !merged;

  const sender = useSendReply(ticket, reply, {
    sent: (left) => {
      setProblem(null);
      // What somebody is still typing stays under their caret.
      if (isEmptyDoc(left.body)) editor.current?.replace(EMPTY_REPLY.body);
      editor.current?.focus();
      onSent();
    },
    refused: (refusal) => {
      if (refusal.code === 'ticket.priority.blocking') return onBlocking();
      setProblem(refusal);
      editor.current?.focus();
    },
  });
  function sendNow(): void {
    if (sender.busy) return;
    setProblem(null);
    if (there) return void writeInTarget(ticket, there, reply);
    if ((tooLate || merged) && may.create) return onFollowUp();
    void sender.send();
  }
  const { waiting, ask: send } = useSendAfterCopies(files, sendNow);
  useImperativeHandle(ref, () => ({
    focus: () => {
      wanted.current = editor.current === null;
      editor.current?.focus();
    },
    send,
    pick: () => setPicking(true),
  }));
  const attach = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
    if (handle === null || !wanted.current) return;
    wanted.current = false;
    handle.focus();
  }, []);

  async function insertPictures(chosen: readonly File[]): Promise<void> {
    for (const file of await files.add(chosen)) if (file.mime.startsWith('image/')) editor.current?.insertPicture(file);
  }
  function insertAnswer(answer: CannedAnswerView): void {
    setPicking(false);
    // Who writes signs, whoever has the request.
    const filled = fillIn(answer.body, { name: ticket.contactName, number: ticket.number === null ? '' : String(ticket.number), title: ticket.title, operator: person?.name ?? '' });
    const body = isEmptyDoc(draft.body) ? filled : { ...filled, content: [...draft.body.content, ...filled.content] };
    change({ body });
    editor.current?.replace(body);
    editor.current?.focus();
  }
  const filesAlone = may.closed === 'no' && !note && draft.files.length > 0 && isEmptyDoc(draft.body);
  const sendLabel = waiting ? t('file.sending_after') : there ? tService('merged.write') : (tooLate || merged) && may.create ? t('linked.new') : note ? t('note.save') : t('command.send');

  return (
    <section className={styles.box} aria-label={t(note ? 'note.label' : 'reply.label')} data-note={note || undefined} onBlur={() => void kept.flush()}>
      {merged && <Notice tone="info">{there ? tService('merged.notice', { title: there.title }) : tService('merged.unseen')}</Notice>}
      {may.closed === 'reopen' && !note && !merged && <Notice tone="info">{t('reply.closed')}</Notice>}
      {tooLate && <Notice tone="warning">{t(may.create ? 'reply.too_late' : 'reply.too_late.operator')}</Notice>}
      {may.note && (
        <div className={styles.kind}>
          <SegmentedControl
            label={t('reply.kind')}
            value={note ? 'note' : 'reply'}
            options={[
              { value: 'reply', label: t('reply.label') },
              { value: 'note', label: t('note.label') },
            ]}
            onChange={(value) => change({ note: value === 'note' })}
          />
          {note && <span className={styles.noteHelp}>{t('note.only_vendor')}</span>}
        </div>
      )}
      <LazyEditor
        ref={attach}
        label={t(note ? 'note.label' : 'reply.label')}
        placeholder={t(note ? 'note.placeholder' : 'reply.placeholder')}
        initial={draft.body}
        onChange={(body) => {
          // DET-10: a slash alone asks for a canned answer.
          if (may.note && plainOf(body).trim() === '/') {
            editor.current?.replace(EMPTY_REPLY.body);
            setPicking(true);
          } else {
            change({ body });
            if (tells && !note && !isEmptyDoc(body)) tellWriting();
          }
        }}
        onFiles={(chosen) => (note ? noFilesInNote() : void insertPictures(chosen))}
        onLongText={(text) => (note ? noFilesInNote() : void files.addText(text, t('file.pasted_text')))}
        fileOf={(attachmentId) => draft.files.find((file) => file.id === attachmentId) ?? null}
        invalid={problem !== null}
        bar={
          <>
            {may.note && <LinkButton onClick={() => setPicking(true)}>{tService('answers.button')}</LinkButton>}
            {!note && <LinkButton onClick={() => chooser.current?.choose()}>{t('command.attach')}</LinkButton>}
            <span className={styles.sending}>
              {may.ask && !note && !draft.close && <Checkbox label={t('reply.ask')} checked={draft.ask} onChange={(ask) => change({ ask })} />}
              {may.closed === 'no' && !note && <Checkbox label={t('reply.close')} checked={draft.close} onChange={(close) => change({ close })} />}
              <Button look="primary" label={sendLabel} shortcut="send" busy={sender.busy} onClick={send} />
            </span>
          </>
        }
      />
      {problem && (
        <Notice tone="error" live actions={filesAlone && <Button label={t('reply.files_only')} onClick={() => void sender.attach()} />}>
          {refusalSentence(problem)}
        </Notice>
      )}
      {!note && <FilesField ref={chooser} bare files={draft.files} inHand={files} onFiles={(edit) => change((now) => ({ files: [...edit(now.files)] }))} />}
      {tells && <WritingLine ticket={ticket} lastAuthor={lastAuthor} />}
      <div className={styles.kept}>
        <DraftLine state={kept.state} />
      </div>
      {picking && <AnswerPicker onPick={insertAnswer} onClose={() => setPicking(false)} />}
      <ReplyQuestions sender={sender} closing={draft.close} onFollowUp={may.create ? onFollowUp : null} />
    </section>
  );
}
