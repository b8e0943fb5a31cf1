import { protocol } from 'electron';
import { servePage } from '#hosts/page.ts';

/** The one origin of every window. */
export const ORIGIN = 'app://sportello';

/** Before the app is ready: makes app:// a place like https, with an origin of its own and a policy that holds. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built renderer from `pages`, and nothing else, under app://sportello/. */
export function servePages(pages: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'sportello' || request.method !== 'GET') return new Response(null, { status: 404 });
    const page = await servePage(pages, url.pathname);
    return new Response(Buffer.from(page.body), { status: page.status, headers: page.headers });
  });
}
