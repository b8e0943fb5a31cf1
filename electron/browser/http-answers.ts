import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '#core/host.ts';
import { PAGE_HEADERS } from '#hosts/content-policy.ts';
import { servePage } from '#hosts/page.ts';
import type { Door } from './door.ts';

const CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function say(response: ServerResponse, status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': CLOSED, ...headers });
  response.end(body);
}

/** The empty shell for who has no cookie: it shows nothing and says where the way in is. Three languages: nobody is known yet. */
const EMPTY_SHELL = `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Sportello</title></head><body>
<p>Sportello è aperto, ma questa pagina non è la sua finestra. Apri il programma, o l’indirizzo completo che ha scritto all’avvio.</p>
<p lang="en">Sportello is running, but this page is not its window. Open the program, or the complete address that it printed at start.</p>
<p lang="ru">Sportello запущен, но эта страница — не его окно. Откройте программу или полный адрес, который она напечатала при запуске.</p>
</body></html>`;

async function sendFile(engine: Engine, path: string, response: ServerResponse): Promise<void> {
  const [, , tenant, id, more] = path.split('/');
  const file = tenant === undefined || id === undefined || more !== undefined ? undefined : await engine.attachmentFile(tenant, id);
  if (file === undefined) return say(response, 404, '');
  const { size } = await stat(file.path);
  const plain = file.name.replace(/[^\w.() -]/g, '_').slice(-120);
  const mime = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(file.mime) ? file.mime : 'application/octet-stream';
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'content-type': mime,
    'content-length': size,
    // Never shown in our own origin: a stored file may be a page with a script in it.
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    'content-security-policy': `${CLOSED}; sandbox`,
    'cache-control': 'private, no-store',
  });
  await pipeline(createReadStream(file.path), response);
}

/** The window's picture in the system's task bar. */
async function sendIcon(response: ServerResponse): Promise<void> {
  const icon = await readFile(new URL('../../resources/icons/tray.png', import.meta.url));
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' });
  response.end(icon);
}

/** Answers everything but /rpc. `pages` is the folder of the built renderer. */
export async function answerHttp(door: Door, engine: Engine, pages: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!door.isOurHost(request)) return say(response, 421, '');
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, '', { allow: 'GET, HEAD' });
  const url = new URL(request.url ?? '/', door.origin);
  const token = url.searchParams.get('token');
  if (url.pathname === '/' && token !== null) {
    if (!door.knowsToken(token)) return say(response, 403, EMPTY_SHELL);
    // A page and not a redirect: what a strict cookie needs is a navigation that starts on our own site; and the token
    // leaves the address and the history with it.
    return say(response, 200, '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Sportello</title>', { 'set-cookie': door.cookie });
  }
  if (!door.hasCookie(request)) return url.pathname === '/' ? say(response, 200, EMPTY_SHELL) : say(response, 401, '');
  if (url.pathname.startsWith('/files/')) return sendFile(engine, url.pathname, response);
  if (url.pathname === '/favicon.ico') return sendIcon(response);
  const page = await servePage(pages, url.pathname, [door.origin.replace('http:', 'ws:')]);
  response.writeHead(page.status, page.headers);
  response.end(page.body);
}
