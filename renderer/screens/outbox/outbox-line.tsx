import { useTranslation } from 'react-i18next';
import type { OutboxEntry, OutboxState } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatMoment, formatSize } from '../../format.ts';
import { classes } from '../../ui/classes.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Progress } from '../../ui/progress.tsx';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../ui/status-badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { mayCancel, needsYou, outboxActions, type OutboxAction, type OutboxItem } from './outbox-groups.ts';
import { cancelFile } from './cancel-file.ts';
import { useOutboxActions } from './use-outbox-actions.ts';
import styles from './outbox-screen.module.css';

export const LOOK: Readonly<Record<OutboxState, readonly [BadgeShape, BadgeTone]>> = {
  held: ['square', 'neutral'],
  saved: ['circle', 'amber'],
  to_confirm: ['diamond', 'violet'],
  sending: ['arrow', 'blue'],
  unanswered: ['arrow', 'amber'],
  delivered: ['tick', 'green'],
  needs_you: ['triangle', 'red'],
  withdrawn: ['dash', 'muted'],
};
const ICON: Readonly<Record<OutboxAction, IconName>> = { retry: 'refresh', edit: 'edit', withdraw: 'undo', put_away: 'delete', open: 'open' };

/** What is not wholly there is never 100 %. */
function percentOf({ sent, size }: OutboxEntry['files'][number]): number {
  return Math.min(99, Math.floor((sent / size) * 100));
}

function Files({ entry }: { readonly entry: OutboxEntry }) {
  const { t } = useTranslation('shell');
  const { files } = entry;
  if (files.length === 0) return null;
  return (
    <ul className={styles.files}>
      {files.map((file, at) => (
        <li key={at} className={styles.file}>
          <span className={styles.fileName}>{file.name}</span>
          <span className="numbers">
            {file.state === 'sending' ? t('outbox.file.sending', { sent: formatSize(file.sent), size: formatSize(file.size), percent: percentOf(file) }) : `${formatSize(file.size)} · ${t(`outbox.file.${file.state}`)}`}
          </span>
          {file.state === 'sending' && <Progress label={t('outbox.file.progress', { name: file.name })} done={file.sent} total={file.size} />}
          {mayCancel(entry, file) && <LinkButton onClick={() => void cancelFile(file.attachmentId)} aria-label={t('outbox.file.cancel_named', { name: file.name })}>{t('outbox.file.cancel')}</LinkButton>}
          {file.problem !== null && <span className={styles.problem}>{sentenceOf(file.problem)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** One thing that was typed: what, where to, how far; and where it was refused, why and what to do. */
export function OutboxLine({ item, now }: { readonly item: OutboxItem; readonly now: number }) {
  const { t, i18n } = useTranslation('shell');
  const { tenants } = useSession();
  const { entry, dependants } = item;
  const { run, busy } = useOutboxActions(entry);
  const [shape, tone] = LOOK[entry.state];
  const what = i18n.exists(`shell:outbox.command.${entry.name}`) ? t(`outbox.command.${entry.name}`) : t('outbox.command.other');
  const refusal = entry.outcome?.state === 'refused' ? entry.outcome.refusal : null;
  const remarks = entry.outcome?.state === 'accepted' ? entry.outcome.remarks : [];
  const title = entry.title === '' ? what : entry.title;
  return (
    <li className={classes(styles.line, needsYou(entry) && styles.tall)} aria-label={`${what}: ${title}`}>
      <div className={styles.state}>
        <StatusBadge shape={shape} tone={tone}>
          {t(`outbox.state.${entry.state}`)}
        </StatusBadge>
      </div>
      <div className={styles.what}>
        <div className={styles.title}>
          {title} {entry.number !== null && <span className={styles.number}>#{entry.number}</span>}
        </div>
        <div className={styles.sub}>
          {[what, tenants.length > 1 ? entry.tenantName : '', t('outbox.saved_at', { at: formatMoment(entry.savedAt, now) })].filter(Boolean).join(' · ')}
        </div>
        {entry.state === 'to_confirm' && <div className={styles.sub}>{t('outbox.to_confirm_text')}</div>}
        {refusal && <p className={styles.refusal}>{sentenceOf(refusal.code, refusal.facts)}</p>}
        {entry.state === 'needs_you' && refusal === null && <p className={styles.refusal}>{t('outbox.parked')}</p>}
        {remarks.map((remark) => (
          <p key={remark.code} className={styles.remark}>
            {sentenceOf(remark.code, remark.facts)}
          </p>
        ))}
        {entry.outcome?.state === 'accepted' && entry.outcome.conflicts > 0 && <div className={styles.sub}>{t('outbox.conflicts')}</div>}
        {dependants.length > 0 && (
          <div className={styles.sub}>
            {t('outbox.dependants', { count: dependants.length })}
            <ul className={styles.files}>
              {dependants.map((other) => (
                <li key={other.commandId}>{other.title}</li>
              ))}
            </ul>
          </div>
        )}
        <Files entry={entry} />
      </div>
      <div className={styles.actions}>
        {outboxActions(entry).map((action) => (
          <Button
            key={action}
            label={t(`outbox.action.${action}`)}
            icon={ICON[action]}
            look={entry.state === 'needs_you' && action === 'edit' ? 'outline' : 'plain'}
            busy={busy === action}
            aria-label={`${t(`outbox.action.${action}`)}: ${title}`}
            onClick={() => void run(action)}
          />
        ))}
      </div>
    </li>
  );
}
