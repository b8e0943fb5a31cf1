import { useTranslation } from 'react-i18next';
import type { Priority, Status } from '#shared/domain/tickets/values.ts';
import type { RowSync } from '#shared/rpc/contract.ts';
import { Icon } from '../../../ui/icon.tsx';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../../ui/status-badge.tsx';
import styles from './ticket-words.module.css';

const LOOK: Readonly<Record<Status, readonly [BadgeShape, BadgeTone]>> = {
  unassigned: ['square', 'neutral'],
  in_progress: ['circle', 'blue'],
  waiting_for_customer: ['triangle', 'amber'],
  in_development: ['diamond', 'violet'],
  closed: ['dash', 'muted'],
};

/** LST-04, each with its shape. */
export function StatusWord({ status }: { readonly status: Status }) {
  const { t } = useTranslation('support');
  // A later cloud may know one more; its code then stands for its word.
  const [shape, tone] = Object.hasOwn(LOOK, status) ? LOOK[status] : LOOK.unassigned;
  return (
    <StatusBadge shape={shape} tone={tone}>
      {t(`status.${status}`)}
    </StatusBadge>
  );
}

/** The weight of the word grows with the priority; only Bloccante is red, and it is the word that says it. */
export function PriorityWord({ priority }: { readonly priority: Priority }) {
  const { t } = useTranslation('support');
  return (
    <span className={styles.priority} data-priority={priority}>
      {t(`priority.${priority}`)}
    </span>
  );
}

/** LST-08: the lock has its word beside it; nothing where all the company sees the request. */
export function PrivateWord({ hidden }: { readonly hidden: boolean }) {
  const { t } = useTranslation('support');
  if (!hidden) return null;
  return (
    <span className={styles.private} title={t('private.help')}>
      <Icon name="lock" size={12} />
      {t('private.word')}
    </span>
  );
}

/** Where something typed stands between this device and the cloud; nothing where it has arrived (OFF-02). */
export function SyncWord({ sync }: { readonly sync: RowSync }) {
  const { t } = useTranslation('support');
  if (sync === 'settled') return null;
  return (
    <span className={styles.sync} data-sync={sync}>
      {t(`sync.${sync}`)}
    </span>
  );
}
