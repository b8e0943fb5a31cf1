import { spawn } from 'node:child_process';
import type { HostPorts } from '#core/host.ts';
import { externalUrl } from '#hosts/external-url.ts';
import { hasDisplay } from './find-browser.ts';

/** The system's own opener; an argument list and no shell, so that an address stays one argument. */
function opener(address: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [address]];
  if (process.platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}

/** What a program in a browser window can do for the core. Files are served by address, pages print themselves. */
export function browserPorts(): HostPorts {
  return {
    kind: 'browser',
    now: () => Date.now(),
    openFile: () => Promise.resolve(false),
    openExternal(text) {
      const url = externalUrl(text);
      if (url === undefined || !hasDisplay()) return Promise.resolve(false);
      return new Promise((resolve) => {
        const child = spawn(...opener(url.href), { stdio: 'ignore', detached: true });
        child.once('error', () => resolve(false));
        child.once('spawn', () => {
          child.unref();
          resolve(true);
        });
      });
    },
    // A page may not raise notices of the system (permissions are denied); what is new shows on the screens.
    notify: () => undefined,
    badge: () => undefined,
    print: () => Promise.resolve(false),
    // A page cannot take a picture of itself; the screen says so and offers to paste one.
    capture: () => Promise.resolve(undefined),
  };
}
