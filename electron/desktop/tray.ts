import { join } from 'node:path';
import { app, Menu, nativeImage, Tray } from 'electron';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { word } from './words.ts';

/** OFF-07. Returned so that its owner holds it: a tray icon that nobody holds is collected and disappears. */
export function showTray(resources: string, show: () => unknown, open: (request: OpenRequest) => void): Tray {
  const tray = new Tray(nativeImage.createFromPath(join(resources, 'icons', 'tray.png')));
  tray.setToolTip('Sportello');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: word('tray.open'), click: show },
      { label: word('tray.newTicket'), click: () => open({ screen: 'ticket.new', parameters: {} }) },
      { type: 'separator' },
      { label: word('menu.quit'), click: () => app.quit() },
    ]),
  );
  tray.on('click', show);
  return tray;
}
