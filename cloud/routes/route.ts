import type { FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Seating } from '#cloud/auth/access.ts';

/**
 * What every route declares beside itself (security.md, Cloud); a test walks the table and finds any that does not.
 * Roles are asked per command, by the command's own right.
 */
export interface RouteConfig {
  /** `none`: open to all. `person`: a bearer token. */
  readonly auth: 'none' | 'person';
  /** Where the tenant is named that the person must have a seat in; `upload`: in the upload's metadata, checked there. */
  readonly tenant: 'none' | 'body' | 'params' | 'upload';
  /** How many requests in how many seconds: of one person, or of one address where nobody is signed in. */
  readonly rate: { readonly max: number; readonly seconds: number };
}

declare module 'fastify' {
  // The three are declared by every route of ours; the test of the route table sees to it.
  interface FastifyContextConfig extends Partial<RouteConfig> {}
  interface FastifyRequest {
    /** Set by the gate where the route wants a person. */
    person: Id | undefined;
    /** Set by the gate where the route names a tenant. */
    seating: Seating | undefined;
  }
}

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>;

/** The person that the gate has let in. */
export function personOf(request: FastifyRequest): Id {
  if (request.person === undefined) throw new Error('the route declares no person');
  return request.person;
}

/** The seat that the gate has found. */
export function seatingOf(request: FastifyRequest): Seating {
  if (request.seating === undefined) throw new Error('the route declares no tenant');
  return request.seating;
}

/** Sends a body that is text of JSON (or lines of it) already; the route's schema describes it, nothing takes it apart again. */
export function sendJsonText(reply: { header(name: string, value: string): unknown; send(text: never): unknown }, text: string | Buffer, type = 'application/json'): never {
  reply.header('content-type', `${type}; charset=utf-8`);
  // Fastify sends a string or bytes under this content type as they are; its types know the parsed shape alone.
  return reply.send(text as never) as never;
}
