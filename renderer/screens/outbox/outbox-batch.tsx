import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { prioritySchema, statusSchema } from '#shared/domain/tickets/values.ts';
import type { OutboxEntry } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../data/query.ts';
import { formatMoment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { withdrawBatch } from '../support/parts/withdraw-batch.ts';
import { outboxActions, stateOfBatch, type OutboxItem } from './outbox-groups.ts';
import { LOOK, OutboxLine } from './outbox-line.tsx';
import styles from './outbox-screen.module.css';

/** What was done to all of them; `operator` is a name, empty while this desk does not know it. */
function sentenceOf({ name, sets }: OutboxEntry, operator: string, count: number, t: TFunction<'shell'>): string {
  const priority = prioritySchema.safeParse(sets.priority);
  const status = statusSchema.safeParse(sets.status);
  if (name === 'ticket.take') return t('outbox.batch.take', { count });
  if (name === 'ticket.assign' && operator !== '') return t('outbox.batch.assign', { count, name: operator });
  if (name === 'ticket.update' && priority.success) return t('outbox.batch.priority', { count, priority: t(`support:priority.${priority.data}`) });
  if (name === 'ticket.set_status' && status.success) return t('outbox.batch.status', { count, status: t(`support:status.${status.data}`) });
  return t('outbox.batch.other', { count });
}

/** LST-07, OFF-02: what was given as one is one line, opened to see each; it is taken back as one while it waits. */
export function OutboxBatch({ batch, items, now }: { readonly batch: Id; readonly items: readonly OutboxItem[]; readonly now: number }) {
  const { t } = useTranslation('shell');
  const id = useId();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const first = items[0]?.entry;
  const { operatorId } = first?.sets ?? {};
  // Whom a request can be given to is known where the request is.
  const ticket = { tenant: first?.tenant ?? '', id: first?.target?.id ?? '' };
  const detail = useQueryOf('tickets.get', ticket, { enabled: operatorId !== undefined && ticket.id !== '' }).data;
  if (first === undefined) return null;

  const operator = detail?.agents.find((agent) => agent.id === operatorId)?.name ?? '';
  const state = stateOfBatch(items);
  const [shape, tone] = LOOK[state];
  const sent = items.filter(({ entry }) => entry.state === 'delivered').length;
  const sentence = sentenceOf(first, operator, items.length, t);
  const mayWithdraw = items.some(({ entry }) => outboxActions(entry).includes('withdraw'));
  const withdraw = async () => {
    setBusy(true);
    await withdrawBatch(batch);
    setBusy(false);
  };
  return (
    <li className={styles.batch}>
      <div className={classes(styles.line, styles.head)}>
        <div className={styles.state}>
          <StatusBadge shape={shape} tone={tone}>
            {t(`outbox.state.${state}`)}
          </StatusBadge>
        </div>
        <div className={styles.what}>
          <div className={styles.title}>{sentence}</div>
          <div className={styles.sub}>
            {[t('outbox.saved_at', { at: formatMoment(first.savedAt, now) }), sent > 0 && sent < items.length ? t('outbox.batch.sent', { count: sent, all: items.length }) : ''].filter(Boolean).join(' · ')}
          </div>
        </div>
        <div className={styles.actions}>
          <Button look="plain" icon={open ? 'down' : 'right'} label={t(open ? 'outbox.batch.close' : 'outbox.batch.open')} aria-label={`${t(open ? 'outbox.batch.close' : 'outbox.batch.open')}: ${sentence}`} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} />
          {mayWithdraw && <Button look="plain" icon="undo" label={t('outbox.batch.withdraw')} aria-label={`${t('outbox.batch.withdraw')}: ${sentence}`} busy={busy} onClick={() => void withdraw()} />}
        </div>
      </div>
      <ul id={id} className={styles.inner} hidden={!open}>
        {open && items.map((item) => <OutboxLine key={item.entry.commandId} item={item} now={now} />)}
      </ul>
    </li>
  );
}
