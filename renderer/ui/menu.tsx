import { Menu as Kit } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ShortcutName } from '../state/shortcuts.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly shortcut?: ShortcutName | undefined;
  readonly run: () => void;
  readonly disabled?: boolean;
  /** Marked with a tick; for a choice out of several. */
  readonly chosen?: boolean;
  /** A line above it. */
  readonly divided?: boolean;
}

/** What both menus share with the kit. */
export const menuClasses = { dropdown: styles.dropdown ?? '', item: styles.item ?? '', itemLabel: styles.label ?? '', divider: styles.divider ?? '', label: styles.head ?? '' };

export function MenuItems({ items, focusFirst = false }: { readonly items: readonly MenuItem[]; readonly focusFirst?: boolean }) {
  return items.map((item, at) => (
    <div key={item.id} role="none">
      {item.divided && <Kit.Divider />}
      <Kit.Item
        onClick={item.run}
        disabled={item.disabled ?? false}
        data-autofocus={(focusFirst && at === 0) || undefined}
        leftSection={item.icon && <Icon name={item.icon} />}
        rightSection={item.chosen ? <Icon name="check" /> : item.shortcut && <KeyHint name={item.shortcut} />}
        {...(item.chosen === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.chosen })}
      >
        {item.label}
      </Kit.Item>
    </div>
  ));
}

interface MenuProps {
  /** The button that opens it. */
  readonly target: ReactElement;
  readonly items: readonly MenuItem[];
  /** Above the items, such as who is signed in. */
  readonly heading?: string;
  readonly align?: 'start' | 'end';
}

/** A button's menu; arrow keys, Home, End and the first letter move in it, Esc gives the focus back. */
export function Menu({ target, items, heading, align = 'start' }: MenuProps) {
  return (
    <Kit position={`bottom-${align}`} offset={4} transitionProps={{ duration: 0 }} classNames={menuClasses} loop returnFocus withInitialFocusPlaceholder={false}>
      <Kit.Target>{target}</Kit.Target>
      <Kit.Dropdown>
        {heading && <Kit.Label>{heading}</Kit.Label>}
        <MenuItems items={items} />
      </Kit.Dropdown>
    </Kit>
  );
}
