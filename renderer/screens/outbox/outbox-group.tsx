import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link.tsx';
import type { OutboxItem } from './outbox-groups.ts';
import { OutboxLine } from './outbox-line.tsx';
import styles from './outbox-screen.module.css';

const SHOWN = 100;

interface OutboxGroupProps {
  readonly title: string;
  readonly items: readonly OutboxItem[];
  readonly now: number;
  /** Lines of another kind that stand before them. */
  readonly before?: readonly ReactNode[];
}

/** Entries of one kind under their heading; nothing at all when there is none. */
export function OutboxGroup({ title, items, now, before = [] }: OutboxGroupProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  const [most, setMost] = useState(SHOWN);
  if (items.length + before.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.group}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.list}>
        {before}
        {items.slice(0, most).map((item) => (
          <OutboxLine key={item.entry.commandId} item={item} now={now} />
        ))}
      </ul>
      {items.length > most && <LinkButton onClick={() => setMost(most + SHOWN)}>{t('outbox.more', { count: items.length - most })}</LinkButton>}
    </section>
  );
}
