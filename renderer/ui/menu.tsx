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
  const lines = items.map((item, at) => {
    const shared = {
      disabled: item.disabled ?? false,
      leftSection: item.icon && <Icon name={item.icon} />,
      rightSection: item.shortcut && <KeyHint name={item.shortcut} />,
    };
    return (
      <div key={item.id} role="none">
        {item.divided && <Kit.Divider />}
        {item.chosen === undefined ? (
          <Kit.Item {...shared} onClick={item.run} data-autofocus={(focusFirst && at === 0) || undefined}>
            {item.label}
          </Kit.Item>
        ) : (
          <Kit.RadioItem {...shared} value={item.id} checkIcon={<Icon name="check" />} closeMenuOnClick>
            {item.label}
          </Kit.RadioItem>
        )}
      </div>
    );
  });
  const chosen = items.find((item) => item.chosen);
  if (items.every((item) => item.chosen === undefined)) return lines;
  return (
    <Kit.RadioGroup value={chosen?.id ?? ''} onChange={(id) => items.find((item) => item.id === id)?.run()}>
      {lines}
    </Kit.RadioGroup>
  );
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
