import type { Page } from 'playwright-core';
import type { Bridge } from '#shared/rpc/bridge.ts';
import type { DeviceSettings } from '#shared/rpc/contract.ts';

/** Over the window's own line to the core, since the settings screen cannot be opened under a dialog or a menu. */
export async function changeSettings(page: Page, change: Partial<DeviceSettings>): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { sportello } = window as unknown as { sportello?: Bridge };
    if (sportello !== undefined) return void (await sportello.invoke('app.changeSettings', wanted));
    const address = new URL('rpc', document.baseURI);
    address.protocol = 'ws:';
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify({ id: 0, method: 'app.changeSettings', input: wanted }));
      socket.onmessage = (event: MessageEvent<string>) => 'id' in (JSON.parse(event.data) as object) && resolve(undefined);
      socket.onerror = () => reject(new Error('the core could not be asked'));
    });
    socket.close();
  }, change);
}
