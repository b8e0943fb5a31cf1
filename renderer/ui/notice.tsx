import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './notice.module.css';

export type NoticeTone = 'info' | 'good' | 'warning' | 'error';
const ICON: Readonly<Record<NoticeTone, IconName>> = { info: 'info', good: 'check', warning: 'alert', error: 'alert' };

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Read aloud when it appears. */
  readonly live?: boolean;
}

/** A sentence in the screen, with what can be done about it. */
export function Notice({ tone, children, actions, live = false }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={live ? (tone === 'error' ? 'alert' : 'status') : undefined}>
      <Icon name={ICON[tone]} />
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
