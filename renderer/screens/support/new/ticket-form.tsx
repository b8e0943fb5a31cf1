import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import { CapsulePanel } from '../../../errors/capsule/capsule-panel.tsx';
import { KnownProblem } from '../../../errors/capsule/known-problem.tsx';
import { pictureFor } from '../../../errors/capsule/window-picture.ts';
import { useNow } from '../../../data/use-now.ts';
import { useSync } from '../../../data/use-session.ts';
import { useScreenCommands } from '../../../state/commands.ts';
import { useDocument, useDocumentTitle } from '../../../state/document.ts';
import { documentKey, useTabs, type Parameters } from '../../../state/tabs.ts';
import { Notice } from '../../../ui/notice.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { DropArea } from '../files/drop-area.tsx';
import type { FilesHandle } from '../files/files-field.tsx';
import { useFiles } from '../files/use-files.ts';
import { useSendAfterCopies } from '../files/use-send-after-copies.ts';
import { DraftLine } from '../parts/draft-line.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import { offerUndo } from '../parts/undo-send.ts';
import { storeDraft } from '../parts/use-draft.ts';
import { fieldOfRefusal, type TicketField } from './check-ticket.ts';
import type { FirstDraft } from './first-draft.ts';
import { OtherDrafts } from './other-drafts.tsx';
import { CompanyField, PersonFields } from './person-fields.tsx';
import { sendTicket } from './send-ticket.ts';
import { TextFields } from './text-fields.tsx';
import { draftTitle, TICKET_DRAFT } from './ticket-draft.ts';
import { useTicketForm, type Person } from './use-ticket-form.ts';
import styles from './form.module.css';

interface TicketFormProps {
  readonly draftId: Id;
  /** The document's other parameters: what it was opened about. */
  readonly origin: Parameters;
  readonly first: FirstDraft;
  readonly person: Person;
}

export function TicketForm({ draftId, origin, first, person }: TicketFormProps) {
  const { t } = useTranslation('support');
  const { key } = useDocument();
  const now = useNow();
  const sync = useSync();
  const form = useTicketForm(draftId, origin, first, person);
  const { draft, change, company, kept } = form;
  const [busy, setBusy] = useState(false);
  /** A refusal that no field can answer for. */
  const [refusal, setRefusal] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const chooser = useRef<FilesHandle>(null);
  const files = useFiles(draft.files, (file) => change((before) => ({ files: [...before.files, file] })));
  useDocumentTitle(draft.title.trim() === '' ? null : draft.title.trim());

  function focusOn(field: TicketField): void {
    const place = area.current?.querySelector(`[data-field="${field}"]`);
    place?.scrollIntoView({ block: 'nearest' });
    place?.querySelector<HTMLElement>('input:not([hidden]), textarea, [contenteditable="true"], button')?.focus();
  }

  // The keyboard starts at the first field that can be changed.
  useEffect(() => area.current?.querySelector<HTMLElement>('[data-field="email"] input, [data-field="title"] input')?.focus({ preventScroll: true }), [form.simple]);

  async function send(): Promise<void> {
    if (busy || company === null) return;
    setRefusal(null);
    const wrong = form.check()[0];
    if (wrong) return focusOn(wrong.field);
    setBusy(true);
    const sent = await sendTicket(form.toSend(), company.id, kept.idNow(), kept);
    // At once: the field that a refusal is about takes the focus again.
    flushSync(() => setBusy(false));
    if (sent.state === 'failed') return;
    if (sent.state === 'refused') {
      const field = fieldOfRefusal(sent.refusal.code, sent.refusal.facts);
      if (field === undefined) return setRefusal(refusalSentence(sent.refusal));
      form.refuse({ field, code: sent.refusal.code, facts: sent.refusal.facts });
      return focusOn(field);
    }
    const detail = { tenant: company.id, id: sent.ticketId };
    useTabs.getState().replace(key, 'ticket.detail', detail, draft.title.trim());
    const text = t(sync?.online === true ? 'new.saved_online' : 'new.saved');
    if (!sent.held) return void showToast({ text, tone: 'good' });
    offerUndo(sent.commandId, sync?.online === true ? t('undo.request') : text, (draftId) => {
      useTabs.getState().replace(documentKey('ticket.detail', detail), 'ticket.new', { draft: draftId }, draft.title.trim());
    });
  }

  const sending = useSendAfterCopies(files, () => void send());

  async function discard(): Promise<void> {
    await kept.end();
    const record = { id: kept.idNow(), kind: TICKET_DRAFT, tenant: company?.id ?? null, title: draftTitle(draft, plainOf(draft.description)) };
    await storeDraft({ ...record, content: null });
    useTabs.getState().close(key);
    const restore = async () => {
      await storeDraft({ ...record, content: draft });
      useTabs.getState().open('ticket.new', { draft: record.id }, draft.title.trim() || null);
    };
    showToast({ text: t('draft.discarded'), undo: () => void restore() });
  }

  useScreenCommands([
    { id: 'attach', label: t('command.attach'), icon: 'paperclip', shortcut: 'attach', run: () => chooser.current?.choose() },
    { id: 'discard', label: t('command.discard'), icon: 'delete', shortcut: 'discard', run: () => void discard() },
    {
      id: 'send',
      label: sending.waiting ? t('file.sending_after') : t('command.send_ticket'),
      icon: 'send',
      shortcut: 'send',
      look: 'primary',
      place: 'end',
      enabled: !busy && company !== null,
      reason: t('new.no_company'),
      run: sending.ask,
    },
  ]);

  return (
    <div className={styles.screen}>
      <DropArea className={styles.area} onFiles={(dropped) => void files.add(dropped)}>
        {/* Nothing can be typed that would not be in what is being sent. */}
        <div ref={area} className={styles.scroll} inert={busy} onBlur={() => void kept.flush()}>
          <div className={styles.line}>
            <DraftLine state={kept.state} />
          </div>
          <div className={styles.form} role="form" aria-label={t('new.title')} aria-busy={busy}>
            {refusal !== null && (
              <Notice tone="error" live>
                {refusal}
              </Notice>
            )}
            {first.filledIn !== null && <OtherDrafts draftId={draftId} now={now} />}
            {draft.capsule !== null && <KnownProblem problem={draft.capsule} />}
            {draft.relatedTo !== null && <Notice tone="info">{t('new.related', { title: draft.relatedTitle })}</Notice>}
            {form.simple ? <CompanyField form={form} /> : <PersonFields form={form} person={person} />}
            <TextFields form={form} files={files} chooser={chooser} />
          </div>
        </div>
      </DropArea>
      {draft.capsule !== null && (
        <CapsulePanel
          choice={{ capsule: draft.capsule, hidden: draft.hidden, shown: draft.shown, send: draft.sendCapsule }}
          onChange={({ send: sendCapsule = draft.sendCapsule, shown = draft.shown }) => change({ sendCapsule, shown: [...shown] })}
          picture={pictureFor(documentKey('ticket.new', origin))}
          onPicture={(picture) => void files.add([picture])}
        />
      )}
    </div>
  );
}
