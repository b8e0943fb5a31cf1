import {
  codeReplySchema, doneSchema, privacySchema, signInReplySchema, type ActivateRequest, type CodeReply, type CodeRequest, type PrivacyNotice, type SignInReply, type SignInRequest,
} from '#shared/api/access.ts';
import { signedInDevicesSchema, type SignedInDevice } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { CloudError } from './cloud-error.ts';
import { failureOf, parseJson, type Http, type Reply } from './http.ts';

const SHORT = 15_000;

/** Signing in and out (shared/api/access.ts says what each is refused with). Nothing here keeps anything. */
export interface AccessCalls {
  /** A token, or what is wanted next. Throws `auth.wrong_password`, `rate.limited`, or what the way to the cloud failed with. */
  signIn(request: SignInRequest, signal: AbortSignal): Promise<SignInReply>;
  sendCode(request: CodeRequest, signal: AbortSignal): Promise<CodeReply>;
  resendCode(challenge: string, signal: AbortSignal): Promise<void>;
  activate(request: ActivateRequest, signal: AbortSignal): Promise<void>;
  /** The notice in force. */
  privacy(signal: AbortSignal): Promise<PrivacyNotice>;
  forgot(email: string, language: 'it' | 'en' | 'ru', signal: AbortSignal): Promise<void>;
  signOut(token: string, signal: AbortSignal): Promise<void>;
  /** The new token; every other sign-in ends. Throws `auth.current_password_wrong`, `auth.password_short`, `auth.password_same`. */
  changePassword(token: string, currentPassword: string, newPassword: string, signal: AbortSignal): Promise<string>;
  signedInDevices(token: string, signal: AbortSignal): Promise<readonly SignedInDevice[]>;
  /** Ends one sign-in by its id; with null all but this one. */
  endSignIn(token: string, id: string | null, signal: AbortSignal): Promise<void>;
}

export function accessCalls(http: Http): AccessCalls {
  const post = (path: string, token: string | null, body: unknown, signal: AbortSignal) => ({ method: 'POST' as const, path, token, body, timeout: SHORT, signal });
  return {
    signIn: (request, signal) => http.json(post(ROUTES.signIn, null, request, signal), signInReplySchema),
    sendCode: (request, signal) => http.json(post(ROUTES.code, null, request, signal), codeReplySchema),
    resendCode: async (challenge, signal) => void (await http.json(post(ROUTES.resendCode, null, { challenge }, signal), doneSchema)),
    activate: async (request, signal) => void (await http.json(post(ROUTES.activate, null, request, signal), doneSchema)),
    privacy: (signal) => http.json({ method: 'GET', path: ROUTES.privacy, token: null, timeout: SHORT, signal }, privacySchema),
    forgot: async (email, language, signal) => void (await http.json(post(ROUTES.forgot, null, { email, language }, signal), doneSchema)),
    async signOut(token, signal) {
      await http.send({ ...post(`${ROUTES.auth}/sign-out`, token, {}, signal), timeout: 5_000 });
    },
    async changePassword(token, currentPassword, newPassword, signal) {
      const reply = await http.send(post(ROUTES.changePassword, token, { currentPassword, newPassword }, signal));
      if (reply.status !== 200) throw failureOf(reply);
      return tokenOf(reply, ROUTES.changePassword);
    },
    signedInDevices: async (token, signal) => (await http.json({ method: 'GET', path: ROUTES.signedInDevices, token, timeout: SHORT, signal }, signedInDevicesSchema)).devices,
    endSignIn: async (token, id, signal) => void (await http.json(post(`${ROUTES.signedInDevices}/end`, token, { id }, signal), doneSchema)),
  };
}

/** The token of a good answer; a page that is none of ours has none. */
function tokenOf(reply: Reply, path: string): string {
  const token = reply.header('set-auth-token');
  if (token === undefined || token === '' || parseJson(reply.text) === undefined) throw new CloudError('cloud.not_sportello', 200, { path });
  return token;
}
