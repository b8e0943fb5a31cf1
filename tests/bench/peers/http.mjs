import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * A server on a free loopback port.
 * @param {import('node:http').RequestListener} handle
 * @returns {Promise<string>} its address
 */
export async function listen(handle) {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<any>} */
export async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

/** @param {import('node:http').ServerResponse} response @param {unknown} value */
export function answer(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** @param {string} url @param {unknown} value @returns {Promise<any>} */
export async function post(url, value) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** Everyone who listens to the server's events, and how to tell them. */
export class Listeners {
  /** @type {Set<{ name: string, response: import('node:http').ServerResponse }>} */
  #all = new Set();

  /** @param {string} name who listens @param {import('node:http').ServerResponse} response becomes a stream of server-sent events */
  add(name, response) {
    const one = { name, response };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    this.#all.add(one);
    response.once('close', () => this.#all.delete(one));
  }

  /** @param {unknown} value @param {string} [except] the one who made the change and knows it */
  tell(value, except) {
    for (const { name, response } of this.#all) if (name !== except) response.write(`data: ${JSON.stringify(value)}\n\n`);
  }
}
