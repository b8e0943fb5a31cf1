import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError } from '#shared/api/errors.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import type { App } from './route.ts';

/** Every refusal leaves as shared/api/errors.ts has it; nothing of a bug's inside is told (R5, R8). */
export function addErrors(app: App): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return send(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => send(request, reply, new ApiProblem(404, 'route.unknown', 'no such address')));
}

/** What an error is to whoever asked. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const known = error as Partial<FastifyError>;
  if (known.validation) return new ApiProblem(400, 'request.invalid', 'the request has not the agreed shape');
  if (known.statusCode === 413) return new ApiProblem(413, 'request.too_large', 'the request is too large');
  if (known.statusCode === 415) return new ApiProblem(415, 'request.media_type', 'the content type is not known here');
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) {
    return new ApiProblem(known.statusCode, 'request.invalid', 'the request cannot be read');
  }
  // Words that no text of the database can hold (a zero byte): wrong input, wherever it was noticed.
  if (/^22(021|P05)$/.test(sqlState(error))) return new ApiProblem(400, 'request.invalid', 'the request has letters that cannot be kept');
  if (databaseIsAway(error)) return new ApiProblem(503, 'cloud.unavailable', 'the database does not answer', 5);
  return new ApiProblem(500, 'cloud.failed', 'something went wrong here; it has been noted');
}

/** Connections that broke or could not be had, a server that starts or stops, a lock that took too long: the same request may succeed later. */
function databaseIsAway(error: unknown): boolean {
  if (/^(08|3D|40|53|55|57|25P03)/.test(sqlState(error))) return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && /^E(CONN|PIPE|TIMEDOUT)/.test(code)) || (typeof message === 'string' && /connection terminated|timeout exceeded when trying to connect/i.test(message));
}

/** What Fastify refuses before any route is known: an address that is none, or too long. Of our shape too, and quoting nothing. */
export function refuseAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void send(request, reply, new ApiProblem(400, 'request.invalid', 'the address cannot be read'));
}

async function send(request: FastifyRequest, reply: FastifyReply, problem: ApiProblem): Promise<FastifyReply> {
  if (problem.retryAfter !== undefined) void reply.header('retry-after', String(problem.retryAfter));
  const body: ApiError = { error: { code: problem.code, message: problem.message, requestId: request.id } };
  // Written out, since a route's own schema knows only its success.
  return reply.code(problem.status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}
