import { Tooltip as Kit } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ShortcutName } from '../state/shortcuts.ts';
import { KeyHint } from './key-hint.tsx';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly label: string;
  readonly shortcut?: ShortcutName | undefined;
  readonly children: ReactElement;
  /** Several lines, for a sentence. */
  readonly wide?: boolean;
}

/** A name or a sentence over what it belongs to, on hover and on focus; Esc takes it away. */
export function Tooltip({ label, shortcut, children, wide = false }: TooltipProps) {
  const content = (
    <span className={styles.content}>
      {label}
      {shortcut && <KeyHint name={shortcut} boxed />}
    </span>
  );
  return (
    <Kit label={content} events={{ hover: true, focus: true, touch: false }} openDelay={350} multiline={wide} {...(wide ? { w: 320 } : {})} className={styles.tooltip ?? ''}>
      {children}
    </Kit>
  );
}
