import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import type * as z from 'zod';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { CloudError } from './cloud-error.ts';

const LONGEST_REPLY = 64 * 1024 * 1024;

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | null;
  readonly body?: unknown;
  /** ms without an answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}
export interface Reply {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** One cloud's HTTP. No redirect is followed: a captive portal's page is not our cloud, and a token must not travel. */
export interface Http {
  /** Any answer at all; throws a CloudError where there is none. */
  send(request: Request): Promise<Reply>;
  /** A 2xx answer in the given shape; anything else throws a CloudError with what it says. */
  json<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>>;
  readonly client: AxiosInstance;
}

export function createHttp(cloudUrl: string, version: string): Http {
  const client = axios.create({
    baseURL: cloudUrl,
    adapter: 'http',
    maxRedirects: 0,
    maxContentLength: LONGEST_REPLY,
    maxBodyLength: LONGEST_REPLY,
    validateStatus: () => true,
    // The parsing is ours, so that a page of HTML is told from an answer.
    responseType: 'text',
    transformResponse: (data: unknown) => data,
    headers: { accept: 'application/json', 'user-agent': `Sportello/${version}` },
  });
  const send = async (request: Request): Promise<Reply> => {
    const response = await client
      .request<string>({
        method: request.method,
        url: request.path,
        timeout: request.timeout,
        signal: request.signal,
        headers: authorization(request.token),
        ...(request.body === undefined ? {} : { data: request.body }),
      })
      .catch(noAnswer);
    return { status: response.status, text: String(response.data ?? ''), header: (name) => headerOf(response, name) };
  };
  return { client, send, json: jsonOver(send) };
}

/** Answers in a given shape, over any way of sending. */
export function jsonOver(send: Http['send']): Http['json'] {
  return async (request, schema) => {
    const reply = await send(request);
    if (reply.status < 200 || reply.status >= 300) throw failureOf(reply);
    const parsed = schema.safeParse(parseJson(reply.text));
    if (!parsed.success) throw new CloudError('cloud.not_sportello', reply.status, { path: request.path });
    return parsed.data;
  };
}

export function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Turns axios' own failures (no answer came) into ours; for the catch of a promise. */
export function noAnswer(error: unknown): never {
  if (!(error instanceof AxiosError)) throw error;
  const reason = error.code ?? '';
  if (reason === 'ERR_CANCELED') throw new CloudError('cloud.cancelled', 0, {}, null, error);
  if (reason === 'ECONNABORTED' || reason === 'ETIMEDOUT') throw new CloudError('cloud.timeout', 0, {}, null, error);
  if (/CERT|TLS|SSL|SELF_SIGNED|LEAF_SIGNATURE/.test(reason)) throw new CloudError('cloud.certificate', 0, { reason }, null, error);
  throw new CloudError('cloud.unreachable', 0, { reason }, null, error);
}

/** What an answer that is not 2xx means. */
export function failureOf(reply: Reply): CloudError {
  const retryAfter = retryAfterOf(reply.header('retry-after'));
  const parsed = apiErrorSchema.safeParse(parseJson(reply.text));
  if (parsed.success) return new CloudError(parsed.data.error.code, reply.status, {}, retryAfter);
  if (reply.status === 429) return new CloudError('rate.limited', 429, {}, retryAfter);
  if (reply.status >= 500) return new CloudError('cloud.unavailable', reply.status, { status: reply.status }, retryAfter);
  return new CloudError('cloud.not_sportello', reply.status, { status: reply.status });
}

/** `undefined` for what is no JSON, as no schema of ours accepts it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date, as ms from now. */
function retryAfterOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === 'string' ? value : undefined;
}
