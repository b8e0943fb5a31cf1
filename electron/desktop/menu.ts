import { Menu } from 'electron';
import { word } from './words.ts';

/**
 * The screens have command bars of their own, so Windows and Linux show no menu at all; with it go Chromium's keys for
 * reload and zoom, which mean other things here (ui.md, Behaviour). macOS cannot copy and paste without one.
 */
export function setMenu(): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Sportello', submenu: [{ role: 'hide', label: word('menu.hide') }, { type: 'separator' }, { role: 'quit', label: word('menu.quit') }] },
      {
        label: word('menu.edit'),
        submenu: [
          { role: 'undo', label: word('menu.undo') },
          { role: 'redo', label: word('menu.redo') },
          { type: 'separator' },
          { role: 'cut', label: word('menu.cut') },
          { role: 'copy', label: word('menu.copy') },
          { role: 'paste', label: word('menu.paste') },
          { role: 'selectAll', label: word('menu.selectAll') },
        ],
      },
      { role: 'windowMenu', label: word('menu.window') },
    ]),
  );
}
