import { Menu as Kit } from '@mantine/core';
import { useLayoutEffect } from 'react';
import { menuClasses, MenuItems, type MenuItem } from './menu.tsx';
import styles from './menu.module.css';

interface ContextMenuProps {
  /** Window coordinates of its corner; null while closed. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
  readonly items: readonly MenuItem[];
  readonly label: string;
}

/** The menu of the right mouse button, of Shift+F10 and of the menu key, at a point of the window. */
export function ContextMenu({ at, onClose, items, label }: ContextMenuProps) {
  const open = at !== null;
  useLayoutEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    return () => {
      // After what was chosen has had its say: a screen that it opened may have taken the focus.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true });
      });
    };
  }, [open]);
  return (
    <Kit
      key={at === null ? 'closed' : `${at.x},${at.y}`}
      opened={open}
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="bottom-start"
      offset={0}
      transitionProps={{ duration: 0 }}
      classNames={menuClasses}
      loop
      returnFocus={false}
      trapFocus
      menuItemTabIndex={0}
      // The first line has the focus at once, not an empty place before it.
      withInitialFocusPlaceholder={false}
    >
      <Kit.Target>
        <button type="button" className={styles.anchor} tabIndex={-1} aria-label={label} hidden={!open} style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} />
      </Kit.Target>
      <Kit.Dropdown aria-label={label}>
        <MenuItems items={items} focusFirst />
      </Kit.Dropdown>
    </Kit>
  );
}
