import type { FastifyRequest } from 'fastify';

/**
 * A request to better-auth's own address `path`. Without cookies: a bearer token alone signs in, so that no page of others
 * can (CSRF). The Origin goes along to be judged; the address is the one we saw, whatever the sender says of it.
 */
export function webRequest(request: FastifyRequest, path: string, body: unknown): Request {
  const headers = new Headers({ 'content-type': 'application/json', 'x-forwarded-for': request.ip });
  for (const name of ['authorization', 'origin', 'user-agent'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return new Request(`${request.protocol}://${request.host}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
