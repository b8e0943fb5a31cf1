import { Agent as HttpAgent, ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { arch, type } from 'node:os';
import type { Readable } from 'node:stream';
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import type * as z from 'zod';
import { DEVICE_HEADER } from '#shared/api/access.ts';
import { apiErrorSchema } from '#shared/api/errors.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { CloudError } from './cloud-error.ts';
import { startPageThread, type PageThread } from './page-thread.ts';

const LONGEST_REPLY = 64 * 1024 * 1024;
const NEWLINE = 10;

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

export interface PiecesReply {
  readonly status: number;
  /** The body's bytes in the pieces in which they came. */
  readonly pieces: readonly Uint8Array[];
  header(name: string): string | undefined;
}

/** One cloud's HTTP. No redirect is followed: a captive portal's page is not our cloud, and a token must not travel. */
export interface Http {
  /** Any answer at all; throws a CloudError where there is none. */
  send(request: Request): Promise<Reply>;
  /** A 2xx answer in the given shape; anything else throws a CloudError with what it says. */
  json<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>>;
  /**
   * The same of an answer in lines, of which only the first is read here; `rest` is what follows it, in the pieces in which
   * it came: megabytes that are put together on this thread would hold it, and those who wait for it.
   */
  firstLine<S extends z.ZodType>(request: Request, schema: S): Promise<{ readonly first: z.output<S>; readonly rest: readonly Uint8Array[] }>;
  /** Any answer at all, as bytes; throws a CloudError where there is none. */
  pieces(request: Request): Promise<PiecesReply>;
  /** The same `firstLine` on a thread of its own, for many long answers one after the other; call `end` after the last. */
  longLoad(): LongLoad;
  /** What says who asks, on every call with a token: the token, and the secret of this device that it was given to. */
  authorization(token: string | null): Record<string, string>;
  readonly client: AxiosInstance;
}

export interface LongLoad extends Pick<Http, 'firstLine'> {
  end(): void;
}

/** `deviceSecret`: a copied token without it opens nothing (access.ts, DEVICE_HEADER); null before there is one. */
export function createHttp(cloudUrl: string, version: string, deviceSecret: () => string | null = () => null): Http {
  const authorization = (token: string | null): Record<string, string> => {
    const secret = deviceSecret();
    return token === null ? {} : { authorization: `Bearer ${token}`, ...(secret === null ? {} : { [DEVICE_HEADER]: secret }) };
  };
  const client = axios.create({
    baseURL: cloudUrl,
    adapter: 'http',
    maxRedirects: 0,
    maxContentLength: LONGEST_REPLY,
    maxBodyLength: LONGEST_REPLY,
    validateStatus: () => true,
    // The parsing is ours, so that a page of HTML is told from an answer.
    transformResponse: (data: unknown) => data,
    headers: { accept: 'application/json', 'user-agent': `Sportello/${version} (${type()}; ${arch()})` },
  });
  const tryOnce = <Data>(request: Request, responseType: 'text' | 'stream', agents: { httpAgent?: HttpAgent; httpsAgent?: HttpsAgent }): Promise<AxiosResponse<Data>> =>
    client
      .request<Data>({
        method: request.method,
        url: request.path,
        timeout: request.timeout,
        signal: request.signal,
        responseType,
        // As in events.ts: a limit puts one more stream between. `piecesOf` has its own.
        ...(responseType === 'stream' ? { maxContentLength: -1 } : {}),
        ...agents,
        headers: authorization(request.token),
        ...(request.body === undefined ? {} : { data: request.body }),
      });
  const answerTo = <Data>(request: Request, responseType: 'text' | 'stream'): Promise<AxiosResponse<Data>> =>
    tryOnce<Data>(request, responseType, {})
      // Others that were kept are as old: the second try is on a connection of its own.
      .catch((error: unknown) => (wasKeptConnection(error) ? tryOnce<Data>(request, responseType, { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() }) : noAnswer(error)))
      .catch(noAnswer);
  const send = async (request: Request): Promise<Reply> => {
    const response = await answerTo<string>(request, 'text');
    return { status: response.status, text: String(response.data ?? ''), header: (name) => headerOf(response, name) };
  };
  const pieces = async (request: Request): Promise<PiecesReply> => {
    const response = await answerTo<Readable>(request, 'stream');
    return { status: response.status, pieces: await piecesOf(response.data, request), header: (name) => headerOf(response, name) };
  };
  const longLoad = longLoads(() => startPageThread({ cloudUrl, version, deviceSecret: deviceSecret() }));
  return { client, authorization, send, pieces, json: jsonOver(send), firstLine: firstLineOver(pieces), longLoad };
}

/** Answers in a given shape, over any way of sending. */
export function jsonOver(send: Http['send']): Http['json'] {
  return async (request, schema) => {
    const reply = await send(request);
    if (!isGood(reply.status)) throw failureOf(reply);
    return checked(reply.text, schema, request, reply.status);
  };
}

/** Answers in lines, over any way of sending. */
export function firstLineOver(sendForPieces: (request: Request) => Promise<PiecesReply>): Http['firstLine'] {
  return async (request, schema) => {
    const { status, pieces, header } = await sendForPieces(request);
    if (!isGood(status)) throw failureOf({ status, text: textOf(pieces), header });
    const at = pieces.findIndex((piece) => piece.includes(NEWLINE));
    const last = pieces[at];
    if (last === undefined) return { first: checked(textOf(pieces), schema, request, status), rest: [] };
    const end = last.indexOf(NEWLINE);
    const first = textOf([...pieces.slice(0, at), last.subarray(0, end)]);
    return { first: checked(first, schema, request, status), rest: [last.subarray(end + 1), ...pieces.slice(at + 1)] };
  };
}

/** Loads that run at the same time share a thread, which ends with the last of them. */
function longLoads(start: () => PageThread): Http['longLoad'] {
  let thread: PageThread | undefined;
  let loads = 0;
  return () => {
    const { pieces } = (thread ??= start());
    loads += 1;
    let over = false;
    return {
      firstLine: firstLineOver(pieces),
      end() {
        if (over) return;
        over = true;
        if ((loads -= 1) > 0) return;
        thread?.end();
        thread = undefined;
      },
    };
  };
}

function textOf(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString('utf8');
}

/** Reads a body to its end. One that stays silent for the request's time, or is longer than any of ours, ends the call. */
async function piecesOf(body: Readable, { timeout, signal }: Request): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const silence = setTimeout(() => body.destroy(new CloudError('cloud.timeout', 0)), timeout);
  try {
    // No encoding was set on it: bytes.
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      silence.refresh();
      pieces.push(piece);
      length += piece.length;
      if (length > LONGEST_REPLY) throw new CloudError('cloud.not_sportello', 200);
    }
    return pieces;
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw new CloudError(signal.aborted ? 'cloud.cancelled' : 'cloud.unreachable', 0, {}, null, error);
  } finally {
    clearTimeout(silence);
  }
}

function checked<S extends z.ZodType>(text: string, schema: S, { path }: Request, status: number): z.output<S> {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new CloudError('cloud.not_sportello', status, { path });
  return parsed.data;
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
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

/**
 * Whether the call went out on a connection that had been kept and was closed at the other end meanwhile: that says
 * nothing of the way to the cloud, and a new one is tried. Every call of ours may be made twice.
 */
function wasKeptConnection(error: unknown): boolean {
  if (!(error instanceof AxiosError) || (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')) return false;
  const request: unknown = error.request;
  return request instanceof ClientRequest && request.reusedSocket;
}

/** What an answer that is not 2xx means. */
export function failureOf(reply: Reply): CloudError {
  const retryAfter = retryAfterOf(reply.header('retry-after'));
  const parsed = apiErrorSchema.safeParse(parseJson(reply.text));
  const facts: Facts = retryAfter === null ? {} : { seconds: Math.ceil(retryAfter / 1000) };
  if (parsed.success) return new CloudError(parsed.data.error.code, reply.status, facts, retryAfter);
  if (reply.status === 429) return new CloudError('rate.limited', 429, facts, retryAfter);
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
