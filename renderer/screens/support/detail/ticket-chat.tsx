import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { askAgain } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { useSession } from '../../../data/use-session.ts';
import { useScreenCommands } from '../../../state/commands.ts';
import { useDocument } from '../../../state/document.ts';
import { useTabs } from '../../../state/tabs.ts';
import { ConflictNotice } from '../../conflicts/conflict-notice.tsx';
import { useReplyWish } from '../parts/reply-wish.ts';
import { takeTicket } from '../parts/take-ticket.ts';
import type { FilesHandle } from '../files/files-field.tsx';
import { DropArea } from '../files/drop-area.tsx';
import { useFiles } from '../files/use-files.ts';
import { abilitiesOn } from './abilities.ts';
import { AttachmentsDialog } from './attachments-dialog.tsx';
import { BlockingDialog } from './blocking-dialog.tsx';
import { Messages, type MessagesHandle } from './messages.tsx';
import { noFilesInNote } from './no-files-in-note.ts';
import { NextReply } from './next-reply.tsx';
import { openLinked } from './open-linked.ts';
import { markSolution } from './mark-solution.ts';
import { RatingQuestion } from './rating.tsx';
import { lastAuthorIn } from './writers.ts';
import { ReplyBox, type ReplyBoxHandle } from './reply-box.tsx';
import { SidePanel } from './side-panel.tsx';
import { SolutionBlock } from './solution-block.tsx';
import { timelineOf } from './timeline.ts';
import { useReplyDraft, type FirstReply } from './use-reply-draft.ts';
import { useTriage } from './use-triage.tsx';
import styles from './detail.module.css';

/** The chat with its box, the panel beside it, and what can be done to the request (DET-01). */
export function TicketChat({ detail, first }: { readonly detail: TicketDetail; readonly first: FirstReply }) {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const { ticket, attachments } = detail;
  const { person, tenants } = useSession();
  const { key } = useDocument();
  const now = useNow();
  const tenant = tenants.find((one) => one.id === ticket.tenant) ?? { side: 'customer' as const, roles: [] };
  const may = abilitiesOn(ticket, tenant, person?.id ?? '', now);
  const reply = useReplyDraft(ticket, first);
  const files = useFiles(reply.draft.files, (file) => reply.change((before) => ({ files: [...before.files, file] })));
  // SLA-03: once, and of nobody else; a merged request goes on elsewhere.
  const asksRating = ticket.status === 'closed' && ticket.rating === null && ticket.mergedInto === null && ticket.requesterId === person?.id;
  const [wide, setWide] = useState(false);
  const [dialog, setDialog] = useState<'attachments' | 'blocking' | { readonly file: Id } | null>(null);
  const chooser = useRef<FilesHandle>(null);
  const messages = useRef<MessagesHandle>(null);
  const box = useRef<ReplyBoxHandle>(null);

  const wish = useReplyWish();
  const wished = wish.ticketId === ticket.id;
  const triage = useTriage(detail, may, reply, box);
  const beginWished = useEffectEvent(() => triage.begin(wish.how));
  useEffect(() => {
    if (!wished) return;
    beginWished();
    useReplyWish.getState().clear();
  }, [wished]);

  const linked = (kind: 'blocking' | 'follow_up') => {
    setDialog(null);
    void openLinked(kind, { ticket, attachments, reply, email: person?.email ?? '', reference: t('linked.reference', { number: ticket.number ?? t('number.none'), title: ticket.title }) });
  };
  const back = () => {
    // A window of its own (LST-06) has no list to go to; the one it came from has.
    if (useTabs.getState().alone) return window.close();
    useTabs.getState().close(key);
    useTabs.getState().open('ticket.list');
  };

  const look = (file: Id) => setDialog({ file });

  useScreenCommands([
    { id: 'back', label: t('command.back'), icon: 'back', shortcut: 'back', run: back },
    { id: 'widen', label: t(wide ? 'command.narrow' : 'command.widen'), icon: 'panel', shortcut: 'widen', pressed: wide, run: () => setWide(!wide) },
    { id: 'refresh', label: t('command.refresh'), icon: 'refresh', shortcut: 'refresh', run: () => askAgain('tickets.get') },
    ...(may.take ? [{ id: 'take', label: t('command.take'), icon: 'take', shortcut: 'take', group: 1, look: 'outline', run: () => void takeTicket(ticket.tenant, ticket.id) } as const] : []),
    {
      id: 'attachments',
      label: t('command.attachments', { number: attachments.length }),
      icon: 'paperclip',
      group: 2,
      enabled: attachments.length > 0,
      reason: t('attachments.none'),
      run: () => setDialog('attachments'),
    },
    ...(may.reply
      ? ([
          { id: 'reply', label: t('command.reply'), icon: 'message', shortcut: 'reply', hidden: true, run: () => box.current?.focus() },
          ...(may.note ? ([{ id: 'canned', label: tService('answers.button'), icon: 'message', shortcut: 'cannedAnswer', hidden: true, run: () => box.current?.pick() }] as const) : []),
          { id: 'attach', label: t('command.attach'), icon: 'paperclip', shortcut: 'attach', hidden: true, run: () => chooser.current?.choose() },
          { id: 'send', label: t('command.send'), icon: 'send', shortcut: 'send', hidden: true, run: () => box.current?.send() },
        ] as const)
      : []),
    ...triage.commands,
  ]);

  return (
    <div className={styles.screen}>
      <DropArea className={styles.chat} onFiles={(dropped) => void (may.reply && (reply.draft.note ? noFilesInNote() : files.add(dropped)))}>
        <ConflictNotice tenant={ticket.tenant} entity="ticket" row={ticket.id} />
        <SolutionBlock detail={detail} unmark={may.solve ? () => void markSolution(ticket, null) : null} onLook={look} />
        <Messages
          ref={messages}
          entries={timelineOf(detail, person?.id ?? null)}
          tenant={ticket.tenant}
          now={now}
          solutionId={ticket.solutionId}
          onLook={look}
          onSolution={may.solve ? (id) => void markSolution(ticket, id) : null}
        />
        {asksRating && <RatingQuestion key={ticket.id} ticket={ticket} />}
        <NextReply ticket={ticket} vendor={tenant.side === 'vendor'} now={now} />
        {may.reply && (
          <ReplyBox
            ref={box}
            ticket={ticket}
            target={detail.related.find(({ how }) => how === 'merged_into') ?? null}
            may={may}
            lastAuthor={lastAuthorIn(detail)}
            reply={reply}
            files={files}
            chooser={chooser}
            onSent={() => messages.current?.toEnd()}
            onFollowUp={() => linked('follow_up')}
            onBlocking={() => setDialog('blocking')}
          />
        )}
      </DropArea>
      {!wide && <SidePanel detail={detail} may={may} reply={reply} now={now} onBlocking={() => setDialog('blocking')} onAttachments={() => setDialog('attachments')} />}
      {triage.dialog}
      {dialog !== null && dialog !== 'blocking' && <AttachmentsDialog detail={detail} first={dialog === 'attachments' ? null : dialog.file} onClose={() => setDialog(null)} />}
      {dialog === 'blocking' && <BlockingDialog number={ticket.number} create={may.create ? () => linked('blocking') : null} onClose={() => setDialog(null)} />}
    </div>
  );
}
