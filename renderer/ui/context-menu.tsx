import { Menu as Kit } from '@mantine/core';
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
  return (
    <Kit
      key={at === null ? 'closed' : `${at.x},${at.y}`}
      opened={at !== null}
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="bottom-start"
      offset={0}
      transitionProps={{ duration: 0 }}
      classNames={menuClasses}
      loop
      returnFocus
      trapFocus
      menuItemTabIndex={0}
      // The first line has the focus at once, not an empty place before it.
      withInitialFocusPlaceholder={false}
    >
      <Kit.Target>
        <button type="button" className={styles.anchor} tabIndex={-1} aria-label={label} hidden={at === null} style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} />
      </Kit.Target>
      <Kit.Dropdown aria-label={label}>
        <MenuItems items={items} focusFirst />
      </Kit.Dropdown>
    </Kit>
  );
}
