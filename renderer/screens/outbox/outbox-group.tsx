import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link.tsx';
import { OutboxBatch } from './outbox-batch.tsx';
import { gathered, type OutboxItem } from './outbox-groups.ts';
import { OutboxLine } from './outbox-line.tsx';
import styles from './outbox-screen.module.css';

const SHOWN = 100;

interface OutboxGroupProps {
  readonly title: string;
  readonly items: readonly OutboxItem[];
  readonly now: number;
  /** Lines of another kind that stand before them. */
  readonly before?: readonly ReactNode[];
  /** LST-07: what was given as one is one line; what needs the person never is. */
  readonly batches?: boolean;
}

/** Entries of one kind under their heading; nothing at all when there is none. */
export function OutboxGroup({ title, items, now, before = [], batches = false }: OutboxGroupProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  const [most, setMost] = useState(SHOWN);
  const rows = batches ? gathered(items) : items.map((item) => ({ kind: 'one' as const, item }));
  if (items.length + before.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.group}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.list}>
        {before}
        {rows.slice(0, most).map((row) =>
          row.kind === 'one' ? <OutboxLine key={row.item.entry.commandId} item={row.item} now={now} /> : <OutboxBatch key={row.batch} batch={row.batch} items={row.items} now={now} />,
        )}
      </ul>
      {rows.length > most && <LinkButton onClick={() => setMost(most + SHOWN)}>{t('outbox.more', { count: rows.length - most })}</LinkButton>}
    </section>
  );
}
