import * as z from 'zod';
import {
  checkReplySchema, pullHeadSchema, pushReplySchema, type CheckReply, type CheckRequest, type Me, type Poke, type PullHead, type PullRequest, type PushReply, type PushRequest,
} from '#shared/api/sync.ts';
import { signedInDevicesSchema, type SignedInDevice } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { CloudClock } from './clock.ts';
import { CloudError } from './cloud-error.ts';
import { download } from './download.ts';
import { listenToEvents } from './events.ts';
import { meReader } from './me-reader.ts';
import { createHttp, failureOf, parseJson, type Http, type Reply, type Request } from './http.ts';
import { upload, type UploadJob } from './upload.ts';

const SHORT = 15_000;
const LONG = 60_000;
/** Only what tells our cloud from a captive portal; it may say more. */
const healthSchema = z.looseObject({ status: z.literal('ok'), version: z.string(), now: z.int() });
const doneSchema = z.looseObject({ success: z.literal(true) });
const wrongWordsSchema = z.object({ code: z.string() });

/** A pull's reply: the lines of its tables, for a page, go to the cache's writer as they came. */
export interface PulledReply {
  readonly head: PullHead;
  readonly tables: readonly Uint8Array[];
}

export interface LongPull extends Pick<Cloud, 'pull'> {
  end(): void;
}

/** All that the core asks of the cloud. Every call throws a CloudError with a code, and never hangs past its time. */
export interface Cloud {
  /** The token; throws `auth.wrong_password`, `auth.second_factor`, `rate.limited`, or what the way to the cloud failed with. */
  signIn(email: string, password: string, signal: AbortSignal): Promise<string>;
  signOut(token: string, signal: AbortSignal): Promise<void>;
  /** The new token; every other sign-in ends. Throws `auth.current_password_wrong`, `auth.password_short`, `auth.password_same`. */
  changePassword(token: string, currentPassword: string, newPassword: string, signal: AbortSignal): Promise<string>;
  signedInDevices(token: string, signal: AbortSignal): Promise<readonly SignedInDevice[]>;
  /** Ends one sign-in by its id; with null all but this one. */
  endSignIn(token: string, id: string | null, signal: AbortSignal): Promise<void>;
  /** Whether the cloud is there and is ours; needs no sign-in. */
  reach(signal: AbortSignal): Promise<void>;
  me(token: string, signal: AbortSignal): Promise<Me>;
  push(token: string, request: PushRequest, signal: AbortSignal): Promise<PushReply>;
  pull(token: string, request: PullRequest, signal: AbortSignal): Promise<PulledReply>;
  /** For a feed of many pages: the same `pull`, beside this thread. Call `end` after the last page. */
  longLoad(): LongPull;
  check(token: string, request: CheckRequest, signal: AbortSignal): Promise<CheckReply>;
  events(token: string, signal: AbortSignal, onOpen: () => void, onPoke: (poke: Poke) => void): Promise<void>;
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
    async signIn(email, password, signal) {
      const reply = await http.send({ method: 'POST', path: `${ROUTES.auth}/sign-in/email`, token: null, body: { email, password }, timeout: SHORT, signal });
      const body = parseJson(reply.text);
      if (reply.status === 200) {
        // With a second factor the session behind this token is gone already.
        if (z.object({ twoFactorRedirect: z.literal(true) }).safeParse(body).success) throw new CloudError('auth.second_factor', 200);
        return tokenOf(reply, ROUTES.auth);
      }
      const wrong = wrongWordsSchema.safeParse(body);
      if (wrong.success && (reply.status === 401 || reply.status === 400 || reply.status === 422)) throw new CloudError('auth.wrong_password', reply.status);
      throw failureOf(reply);
    },
    async signOut(token, signal) {
      await http.send({ method: 'POST', path: `${ROUTES.auth}/sign-out`, token, body: {}, timeout: 5_000, signal });
    },
    async changePassword(token, currentPassword, newPassword, signal) {
      const reply = await http.send({ method: 'POST', path: ROUTES.changePassword, token, body: { currentPassword, newPassword }, timeout: SHORT, signal });
      if (reply.status !== 200) throw failureOf(reply);
      return tokenOf(reply, ROUTES.changePassword);
    },
    signedInDevices: async (token, signal) => (await http.json({ method: 'GET', path: ROUTES.signedInDevices, token, timeout: SHORT, signal }, signedInDevicesSchema)).devices,
    async endSignIn(token, id, signal) {
      await http.json({ method: 'POST', path: `${ROUTES.signedInDevices}/end`, token, body: { id }, timeout: SHORT, signal }, doneSchema);
    },
    reach: async (signal) => void (await timed(() => http.json({ method: 'GET', path: ROUTES.health, token: null, timeout: SHORT, signal }, healthSchema))),
    me: (token, signal) => timed(() => http.json({ method: 'GET', path: ROUTES.me, token, timeout: SHORT, signal }, meReader)),
    push: (token, body, signal) => timed(() => http.json(post(ROUTES.push, token, body, signal), pushReplySchema)),
    pull: pullOver(http),
    longLoad() {
      const load = http.longLoad();
      return { pull: pullOver(load), end: load.end };
    },
    check: (token, body, signal) => timed(() => http.json(post(ROUTES.check, token, body, signal), checkReplySchema)),
    events: (token, signal, onOpen, onPoke) => listenToEvents(http, token, signal, onOpen, onPoke),
    upload: (token, job, signal) => upload(cloudUrl, token, job, signal),
    download: (token, tenant, id, signal) => download(http, token, tenant, id, signal),
  };
}

/** The token of a good answer; a page that is none of ours has none. */
function tokenOf(reply: Reply, path: string): string {
  const token = reply.header('set-auth-token');
  if (token === undefined || token === '' || parseJson(reply.text) === undefined) throw new CloudError('cloud.not_sportello', 200, { path });
  return token;
}

function post(path: string, token: string, body: unknown, signal: AbortSignal): Request {
  return { method: 'POST', path, token, body, timeout: LONG, signal };
}
