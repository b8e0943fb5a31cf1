import {
  accountSchema, appFactorBegunSchema, doneSchema, recoveryCodesSchema, trustedDevicesSchema, type Account, type ProfileRequest, type TrustedDevice,
} from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Http } from './http.ts';

const SHORT = 15_000;

/** The person's own account (ACC-05…07); all of it is the cloud's, nothing is kept here. */
export interface AccountCalls {
  account(token: string, signal: AbortSignal): Promise<Account>;
  saveProfile(token: string, profile: ProfileRequest, signal: AbortSignal): Promise<void>;
  /** base64 of a JPEG; null takes it away. */
  savePicture(token: string, jpeg: string | null, signal: AbortSignal): Promise<void>;
  beginApp(token: string, password: string, signal: AbortSignal): Promise<{ readonly uri: string; readonly secret: string }>;
  confirmApp(token: string, code: string, signal: AbortSignal): Promise<{ readonly recoveryCodes: readonly string[] }>;
  endApp(token: string, password: string, signal: AbortSignal): Promise<void>;
  newRecoveryCodes(token: string, password: string, signal: AbortSignal): Promise<{ readonly recoveryCodes: readonly string[] }>;
  trustedDevices(token: string, signal: AbortSignal): Promise<readonly TrustedDevice[]>;
  /** Ends the trust of one device by its id; with null of all. */
  endTrust(token: string, id: string | null, signal: AbortSignal): Promise<void>;
  answerInvitation(token: string, id: string, accept: boolean, signal: AbortSignal): Promise<void>;
}

export function accountCalls(http: Http): AccountCalls {
  const get = (path: string, token: string, signal: AbortSignal) => ({ method: 'GET' as const, path, token, timeout: SHORT, signal });
  const post = (path: string, token: string, body: unknown, signal: AbortSignal) => ({ ...get(path, token, signal), method: 'POST' as const, body });
  const done = async (path: string, token: string, body: unknown, signal: AbortSignal) => void (await http.json(post(path, token, body, signal), doneSchema));
  return {
    account: (token, signal) => http.json(get(ROUTES.account, token, signal), accountSchema),
    saveProfile: (token, profile, signal) => done(ROUTES.profile, token, profile, signal),
    savePicture: (token, jpeg, signal) => done(ROUTES.picture, token, { jpeg }, signal),
    beginApp: (token, password, signal) => http.json(post(ROUTES.appFactorBegin, token, { password }, signal), appFactorBegunSchema),
    confirmApp: (token, code, signal) => http.json(post(ROUTES.appFactorConfirm, token, { code }, signal), recoveryCodesSchema),
    endApp: (token, password, signal) => done(ROUTES.appFactorEnd, token, { password }, signal),
    newRecoveryCodes: (token, password, signal) => http.json(post(ROUTES.recoveryCodes, token, { password }, signal), recoveryCodesSchema),
    trustedDevices: async (token, signal) => (await http.json(get(ROUTES.trustedDevices, token, signal), trustedDevicesSchema)).devices,
    endTrust: (token, id, signal) => done(`${ROUTES.trustedDevices}/end`, token, { id }, signal),
    answerInvitation: (token, id, accept, signal) => done(ROUTES.answerInvitation, token, { id, accept }, signal),
  };
}
