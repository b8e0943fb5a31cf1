import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { contentPolicy, FILE_POLICY, newNonce, NONCE_PLACE, PAGE_HEADERS } from './content-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface PageAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
const NOT_FOUND: PageAnswer = { status: 404, headers: PAGE_HEADERS, body: new Uint8Array() };

/**
 * The file under `folder` that a URL path names, or undefined: outside the folder, hidden, or of a type that pages do
 * not have. Compared by path.relative: `startsWith` would let `/renderer-old` pass for `/renderer` (security.md).
 */
export function pagePath(folder: string, urlPath: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  const path = resolve(folder, `.${name.startsWith('/') ? '' : '/'}${name === '/' ? '/index.html' : name}`);
  const inside = relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  if (inside.split(sep).some((part) => part.startsWith('.'))) return undefined;
  return extname(path) in TYPES ? path : undefined;
}

/** Answers a page of the renderer: the shell with a policy and a nonce of its own, other files as they are. */
export async function servePage(folder: string, urlPath: string, connect: readonly string[] = []): Promise<PageAnswer> {
  const path = pagePath(folder, urlPath);
  if (path === undefined) return NOT_FOUND;
  let body: Buffer;
  try {
    body = await readFile(path);
  } catch {
    return NOT_FOUND;
  }
  const headers = { ...PAGE_HEADERS, 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' };
  if (path !== join(folder, 'index.html')) {
    // Built files carry their hash in their name; the shell is never kept, since its nonce is for one answer.
    return { status: 200, headers: { ...headers, 'content-security-policy': FILE_POLICY, 'cache-control': 'private, max-age=31536000, immutable' }, body };
  }
  const nonce = newNonce();
  return {
    status: 200,
    headers: { ...headers, 'cache-control': 'no-store', 'content-security-policy': contentPolicy(nonce, connect) },
    body: Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACE, nonce)),
  };
}
