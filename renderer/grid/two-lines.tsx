import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import styles from './data-grid.module.css';

interface TwoLinesProps {
  readonly first: ReactNode;
  readonly second?: ReactNode;
  /** Begins the second line and is never cut, such as a number. */
  readonly fixed?: ReactNode;
  readonly strong?: boolean;
  /** On the one line of the compact density the second words stand whole or not at all: half a name is nobody's. */
  readonly whole?: boolean;
}

/** A cell of two lines; in the compact density they stand beside each other on one (ui.md: 28 px rows). */
export function TwoLines({ first, second, fixed = null, strong = false, whole = false }: TwoLinesProps) {
  return (
    <span className={classes(styles.two, whole && styles.whole)}>
      <span className={classes(styles.line, strong && styles.strong)}>{first}</span>
      {fixed ? (
        <span className={classes(styles.second, styles.parts)}>
          <span className={styles.fixed}>{fixed}</span>
          <span className={classes(styles.line, styles.rest)}>{second}</span>
        </span>
      ) : (
        second !== undefined && second !== null && second !== '' && <span className={classes(styles.second, styles.line, styles.rest)}>{second}</span>
      )}
    </span>
  );
}
