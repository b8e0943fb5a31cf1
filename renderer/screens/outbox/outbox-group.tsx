import { useId, useState } from 'react';
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
}

/** Entries of one kind under their heading; nothing at all when there is none. */
export function OutboxGroup({ title, items, now }: OutboxGroupProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  const [most, setMost] = useState(SHOWN);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.group}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.list}>
        {items.slice(0, most).map((item) => (
          <OutboxLine key={item.entry.commandId} item={item} now={now} />
        ))}
      </ul>
      {items.length > most && <LinkButton onClick={() => setMost(most + SHOWN)}>{t('outbox.more', { count: items.length - most })}</LinkButton>}
    </section>
  );
}
