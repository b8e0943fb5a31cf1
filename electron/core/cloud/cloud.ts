import * as z from 'zod';
import {
  checkReplySchema, pullHeadSchema, pushReplySchema, type CheckReply, type CheckRequest, type Me, type Poke, type PullHead, type PullRequest, type PushReply, type PushRequest,
} from '#shared/api/sync.ts';
import { doneSchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Writing } from '#shared/api/writing.ts';
import { accessCalls, type AccessCalls } from './access-calls.ts';
import { accountCalls, type AccountCalls } from './account-calls.ts';
import type { CloudClock } from './clock.ts';
import { download } from './download.ts';
import { listenToEvents } from './events.ts';
import { meReader } from './me-reader.ts';
import { createHttp, type Http, type Request } from './http.ts';
import { upload, type UploadJob } from './upload.ts';

const SHORT = 15_000;
const LONG = 60_000;
/** For the smallest question there is: whoever asks it wants to know whether the way is open. */
const REACH = 6_000;
/** Only what tells our cloud from a captive portal; it may say more. */
const healthSchema = z.looseObject({ status: z.literal('ok'), version: z.string(), now: z.int() });

/** A pull's reply: the lines of its tables, for a page, go to the cache's writer as they came. */
export interface PulledReply {
  readonly head: PullHead;
  readonly tables: readonly Uint8Array[];
}

export interface LongPull extends Pick<Cloud, 'pull'> {
  end(): void;
}

/** All that the core asks of the cloud. Every call throws a CloudError with a code, and never hangs past its time. */
export interface Cloud extends AccessCalls, AccountCalls {
  /** Whether the cloud is there and is ours; needs no sign-in. */
  reach(signal: AbortSignal): Promise<void>;
  me(token: string, signal: AbortSignal): Promise<Me>;
  push(token: string, request: PushRequest, signal: AbortSignal): Promise<PushReply>;
  pull(token: string, request: PullRequest, signal: AbortSignal): Promise<PulledReply>;
  /** For a feed of many pages: the same `pull`, beside this thread. Call `end` after the last page. */
  longLoad(): LongPull;
  check(token: string, request: CheckRequest, signal: AbortSignal): Promise<CheckReply>;
  events(token: string, signal: AbortSignal, onOpen: () => void, onPoke: (poke: Poke) => void): Promise<void>;
  writing(token: string, writing: Writing, signal: AbortSignal): Promise<void>;
  upload(token: string, job: UploadJob, signal: AbortSignal): Promise<void>;
  download(token: string, tenant: string, attachmentId: string, signal: AbortSignal): Promise<Uint8Array>;
}

export function createCloud(cloudUrl: string, version: string, clock: CloudClock, deviceNow: () => number, http: Http = createHttp(cloudUrl, version)): Cloud {
  /** Every reply with the cloud's time is a measure of the clocks. */
  const timed = async <T extends { readonly now: number }>(ask: () => Promise<T>): Promise<T> => {
    const askedAt = deviceNow();
    const reply = await ask();
    clock.measured(reply.now, askedAt, deviceNow());
    return reply;
  };

  const pullOver = ({ firstLine }: Pick<Http, 'firstLine'>): Cloud['pull'] => async (token, body, signal) => {
    const askedAt = deviceNow();
    const { first, rest } = await firstLine(post(ROUTES.pull, token, body, signal), pullHeadSchema);
    clock.measured(first.now, askedAt, deviceNow());
    return { head: first, tables: rest };
  };

  return {
    ...accessCalls(http),
    ...accountCalls(http),
    reach: async (signal) => void (await timed(() => http.json({ method: 'GET', path: ROUTES.health, token: null, timeout: REACH, signal }, healthSchema))),
    me: (token, signal) => timed(() => http.json({ method: 'GET', path: ROUTES.me, token, timeout: SHORT, signal }, meReader)),
    push: (token, body, signal) => timed(() => http.json(post(ROUTES.push, token, body, signal), pushReplySchema)),
    pull: pullOver(http),
    longLoad() {
      const load = http.longLoad();
      return { pull: pullOver(load), end: load.end };
    },
    check: (token, body, signal) => timed(() => http.json(post(ROUTES.check, token, body, signal), checkReplySchema)),
    events: (token, signal, onOpen, onPoke) => listenToEvents(http, token, signal, onOpen, onPoke),
    writing: async (token, body, signal) => void (await http.json({ method: 'POST', path: ROUTES.writing, token, body, timeout: SHORT, signal }, doneSchema)),
    upload: (token, job, signal) => upload(cloudUrl, http.authorization(token), job, signal),
    download: (token, tenant, id, signal) => download(http, token, tenant, id, signal),
  };
}

function post(path: string, token: string, body: unknown, signal: AbortSignal): Request {
  return { method: 'POST', path, token, body, timeout: LONG, signal };
}
