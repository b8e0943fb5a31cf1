import type { ComponentPropsWithRef, MouseEvent } from 'react';
import { ariaShortcut, onMac, type ShortcutName } from '../state/shortcuts.ts';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly label: string;
  readonly icon?: IconName;
  /** Shown beside the word, and told to screen readers; the key itself is heard by whoever registered the command. */
  readonly shortcut?: ShortcutName | undefined;
  readonly look?: 'primary' | 'outline' | 'plain' | 'danger';
  /** Why it cannot be pressed; the button stays reachable and says it (OFF-01). */
  readonly reason?: string | undefined;
  readonly busy?: boolean;
}

/** A word with an icon and its key. */
export function Button({ label, icon, shortcut, look = 'outline', reason, busy = false, disabled = false, className, onClick, ...rest }: ButtonProps) {
  const off = disabled || busy;
  // `aria-disabled` and not `disabled`: a key press must not lose its focus, and the reason must be reachable.
  const button = (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, styles[look], className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut && ariaShortcut(shortcut, onMac())}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{label}</span>
      {shortcut && <KeyHint name={shortcut} />}
    </button>
  );
  return reason !== undefined && off ? <Tooltip label={reason}>{button}</Tooltip> : button;
}
