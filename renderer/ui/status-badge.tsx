import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './status-badge.module.css';

/** Each shape goes with one colour, and either alone tells them apart (ui.md: nothing by colour alone). */
export type BadgeShape = 'circle' | 'triangle' | 'square' | 'diamond' | 'dash' | 'tick' | 'arrow';
export type BadgeTone = 'blue' | 'amber' | 'neutral' | 'violet' | 'muted' | 'green' | 'red';

interface StatusBadgeProps {
  readonly shape: BadgeShape;
  readonly tone: BadgeTone;
  readonly children: ReactNode;
}

/** A state in a word with its own shape and colour. */
export function StatusBadge({ shape, tone, children }: StatusBadgeProps) {
  return (
    <span className={classes(styles.badge, styles[tone])}>
      <span className={classes(styles.shape, styles[shape])} aria-hidden />
      {children}
    </span>
  );
}
