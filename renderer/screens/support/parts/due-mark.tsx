import { useTranslation } from 'react-i18next';
import { shareGone, standingOf } from '#shared/domain/tickets/service-level.ts';
import { dueWords, type Promised } from './due-words.ts';
import styles from './due-mark.module.css';

/** The bar alone: how much of the promised time is gone. The words beside it say the same, so it is not read aloud. */
export function DueBar({ row, now }: { readonly row: Promised; readonly now: number }) {
  const standing = standingOf(row, now);
  if (standing === undefined) return null;
  return (
    <span className={styles.bar} data-standing={standing} aria-hidden>
      <span className={styles.gone} style={{ inlineSize: `${String(Math.round(shareGone(row, now) * 100))}%` }} />
    </span>
  );
}

/** SLA-01: a bar with its date beside it; what is late has a mark of its own shape. */
export function DueMark({ row, now }: { readonly row: Promised; readonly now: number }) {
  const { t } = useTranslation('service');
  const standing = standingOf(row, now);
  const words = dueWords(row, now, t);
  if (words === undefined) return null;
  return (
    <span className={styles.words} data-standing={standing}>
      {words}
    </span>
  );
}
