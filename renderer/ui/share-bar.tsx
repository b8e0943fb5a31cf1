import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import type { BadgeTone } from './status-badge.tsx';
import styles from './share-bar.module.css';

export interface Share {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly tone: BadgeTone;
  /** The label with its own shape, for the table: nothing by colour alone. */
  readonly mark: ReactNode;
}
interface ShareBarProps {
  readonly shares: readonly Share[];
  readonly format: (count: number) => string;
  /** What is counted, over the table. */
  readonly caption: string;
  /** Heads of the two columns, read aloud. */
  readonly heads: readonly [string, string];
}

/** A whole in its parts: a bar for the eye, and under it the same in numbers, which is what is read aloud. */
export function ShareBar({ shares, format, caption, heads }: ShareBarProps) {
  const whole = shares.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.shares}>
      <div className={styles.bar} aria-hidden>
        {shares
          .filter(({ count }) => count > 0)
          .map(({ id, tone, count }) => (
            <span key={id} className={classes(styles.part, styles[tone])} style={{ flexGrow: count / whole }} />
          ))}
      </div>
      <table className={styles.table}>
        <caption className="aloud">{caption}</caption>
        <thead className="aloud">
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ id, mark, count }) => (
            <tr key={id}>
              <th scope="row">{mark}</th>
              <td>{format(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
