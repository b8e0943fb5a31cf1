import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { CapsuleContent } from '../../../errors/capsule/capsule-content.tsx';
import { formatAgo, formatDateTime } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { PriorityWord, StatusWord } from '../parts/ticket-words.tsx';
import { priorityChoices, type Abilities } from './abilities.ts';
import { OperatorTools } from './operator-tools.tsx';
import { PrivateField } from './private-field.tsx';
import { RatingGiven } from './rating.tsx';
import { RelatedBlock } from './related-block.tsx';
import { panelChanges } from './reply-draft.ts';
import { IntegrationBlock, ServiceBlock } from './service-block.tsx';
import type { ReplyState } from './use-reply-draft.ts';
import styles from './detail.module.css';

interface SidePanelProps {
  readonly detail: TicketDetail;
  readonly may: Abilities;
  readonly reply: ReplyState;
  readonly now: number;
  readonly onBlocking: () => void;
  readonly onAttachments: () => void;
}

/** Breaks, where it must, before the company's part. */
function Address({ email }: { readonly email: string }) {
  const at = email.lastIndexOf('@');
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
}

/** DET-02: the facts of the request; contact person and priority can be changed, with *Conferma* or with the next reply. */
export function SidePanel({ detail, may, reply, now, onBlocking, onAttachments }: SidePanelProps) {
  const { t } = useTranslation('support');
  const { ticket, contacts } = detail;
  const [busy, setBusy] = useState(false);
  const changes = panelChanges(reply.draft, ticket);
  const changed = changes.priority !== null || changes.contactId !== null;

  async function confirm(): Promise<void> {
    setBusy(true);
    const answer = await giveCommand({ tenant: ticket.tenant, name: 'ticket.update', input: { ticketId: ticket.id, ...changes } });
    setBusy(false);
    if (answer?.state === 'saved') {
      reply.change({ priority: null, contactId: null });
      showToast({ text: t('panel.saved'), tone: 'good' });
    }
    if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
  }

  const priority = reply.draft.priority ?? ticket.priority;
  const known = contacts.some((contact) => contact.id === ticket.contactId) ? contacts : [{ id: ticket.contactId, name: ticket.contactName }, ...contacts];
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('field.title'), ticket.title],
    [t('field.status'), <StatusWord key="status" status={ticket.status} />],
    [
      t('field.priority'),
      may.edit ? (
        <Select
          key="priority"
          label={t('field.priority')}
          labelHidden
          value={priority}
          options={[
            ...priorityChoices(ticket.priority).map((value) => ({ value, label: t(`priority.${value}`) })),
            ...(ticket.priority === 'blocking' ? [] : [{ value: 'blocking' as const, label: t('priority.blocking.new') }]),
          ]}
          // DET-03: choosing it explains why not, and offers what was meant.
          onChange={(value) => (value === 'blocking' && ticket.priority !== 'blocking' ? onBlocking() : reply.change({ priority: value }))}
        />
      ) : (
        <PriorityWord key="priority" priority={ticket.priority} />
      ),
    ],
    [t('field.requester'), ticket.requesterName],
    [
      t('field.contact_person'),
      may.edit ? (
        <Select
          key="contact"
          label={t('field.contact_person')}
          labelHidden
          value={reply.draft.contactId ?? ticket.contactId}
          options={known.map((contact) => ({ value: contact.id, label: contact.name }))}
          onChange={(contactId) => reply.change({ contactId })}
          searchable={known.length > 10}
        />
      ) : (
        ticket.contactName
      ),
    ],
    [t('field.operator'), ticket.operatorName ?? t('operator.none')],
    [t('field.customer'), ticket.tenantName],
    [t('field.number'), ticket.number === null ? t('number.none') : String(ticket.number)],
    [t('field.created'), formatDateTime(ticket.createdAt)],
    [t('field.updated'), <time key="updated" title={formatDateTime(ticket.updatedAt)}>{formatAgo(ticket.updatedAt, now)}</time>],
    ...(ticket.closedAt === null ? [] : [[t('field.closed'), formatDateTime(ticket.closedAt)] as const]),
    [t('field.type'), t(`type.${ticket.type}.short`)],
    [t('field.area'), t(`area.${ticket.area}.short`)],
    ...(may.setPrivate || ticket.private ? [[t('field.private'), <PrivateField key="private" ticket={ticket} may={may.setPrivate} />] as const] : []),
    [t('field.email.short'), <Address key="email" email={ticket.email} />],
    [t('field.contact.short'), ticket.phone === '' ? t(`contact.${ticket.contactPreference}`) : `${t(`contact.${ticket.contactPreference}`)} · ${ticket.phone}`],
    ...(ticket.blockingReason === null ? [] : [[t('blocking.reason.short'), ticket.blockingReason] as const]),
  ];

  return (
    <aside className={styles.side} aria-label={t('panel.label')}>
      <OperatorTools detail={detail} may={may} />
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.panelActions}>
        {may.edit && <Button look={changed ? 'primary' : 'outline'} label={t('panel.confirm')} disabled={!changed} reason={t('panel.nothing')} busy={busy} onClick={() => void confirm()} />}
        <Button look="plain" icon="paperclip" label={t('command.attachments', { number: detail.attachments.length })} disabled={detail.attachments.length === 0} reason={t('attachments.none')} onClick={onAttachments} />
      </div>
      <ServiceBlock detail={detail} now={now} />
      <RatingGiven ticket={ticket} />
      <IntegrationBlock detail={detail} now={now} />
      <RelatedBlock detail={detail} />
      {ticket.capsule && (
        <details className={styles.section}>
          <summary>{t('panel.capsule')}</summary>
          <CapsuleContent capsule={ticket.capsule} />
        </details>
      )}
    </aside>
  );
}
