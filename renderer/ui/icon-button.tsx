import type { ComponentPropsWithRef } from 'react';
import { ariaShortcut, onMac, type ShortcutName } from '../state/shortcuts.ts';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  readonly label: string;
  readonly icon: IconName;
  readonly shortcut?: ShortcutName | undefined;
  readonly look?: 'primary' | 'outline' | 'plain';
}

/** An icon alone, for what repeats; its name is the tooltip and what a screen reader says. */
export function IconButton({ label, icon, shortcut, look = 'plain', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        className={classes(styles.button, styles[look], styles.square, className)}
        aria-label={label}
        aria-keyshortcuts={shortcut && ariaShortcut(shortcut, onMac())}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
