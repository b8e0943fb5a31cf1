import { useEffect, useEffectEvent } from 'react';
import { commandsOf, type ScreenCommand } from '../state/commands.ts';
import { isShortcut, onMac } from '../state/shortcuts.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { useShellCommands } from './use-shell-commands.ts';

/** Something floats over the screen: it has the keys, the screen below does not. */
function somethingFloats(): boolean {
  // The kit leaves the lists of closed choices in the page, unseen. A list that stands in a screen does not float.
  return [...document.querySelectorAll('[aria-modal="true"], [role="menu"], #floating [role="listbox"], [data-mantine-popover]')].some((element) => element.checkVisibility());
}
function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/**
 * The keys of the window: first those of the screen in sight, then the program's own. A key that a field or a list
 * already used (`preventDefault`) is not ours.
 */
export function useShellKeys(): void {
  const shell = useShellCommands();
  const set = useWorkplace((place) => place.set);

  const onKey = useEffectEvent((event: KeyboardEvent, floating: boolean) => {
    if (event.defaultPrevented || floating || event.isComposing) return;
    const mac = onMac();
    const screen = commandsOf(useTabs.getState().activeKey);
    const wanted = (command: ScreenCommand) => command.shortcut !== undefined && isShortcut(event, command.shortcut, mac);
    // Enter belongs to whatever has the focus; lists and forms use it themselves.
    const command = event.key === 'Enter' && !event.ctrlKey && !event.metaKey ? undefined : (screen.find(wanted) ?? shell.find(wanted));
    if (command !== undefined) {
      event.preventDefault();
      if (command.enabled !== false) command.run();
      return;
    }
    if ((isShortcut(event, 'contextMenu', mac) || event.key === 'ContextMenu') && !isEditable(event.target)) {
      event.preventDefault();
      const box = document.getElementById('command-bar')?.getBoundingClientRect();
      if (box !== undefined) set({ barMenu: { x: box.left + 12, y: box.bottom - 4 } });
    }
    // The browser would load the page again and throw away what its tabs show.
    if (event.key === 'F5') event.preventDefault();
  });

  useEffect(() => {
    let floating = false;
    // What floats closes itself at this same key press; afterwards nobody could tell that it was there.
    const before = () => {
      floating = somethingFloats();
    };
    const after = (event: KeyboardEvent) => onKey(event, floating);
    // The browser's own menu (back, reload, view source) has no place in a program; fields keep theirs for pasting.
    const noMenu = (event: MouseEvent) => {
      if (!isEditable(event.target) && getSelection()?.isCollapsed !== false) event.preventDefault();
    };
    window.addEventListener('keydown', before, true);
    window.addEventListener('keydown', after);
    window.addEventListener('contextmenu', noMenu);
    return () => {
      window.removeEventListener('keydown', before, true);
      window.removeEventListener('keydown', after);
      window.removeEventListener('contextmenu', noMenu);
    };
  }, []);
}
