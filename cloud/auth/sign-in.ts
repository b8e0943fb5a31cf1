import type { FastifyRequest } from 'fastify';
import { isAPIError } from 'better-auth/api';
import * as z from 'zod';
import type { CodeReply, CodeRequest, SignInReply, SignInRequest } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { momentIn } from '#cloud/mail/moments.ts';
import { webRequest } from '#cloud/routes/web-request.ts';
import type { Services } from '#cloud/services.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { closeChallenge, EXPIRED, mayResend, noteAppCode, openChallenge, tryChallenge } from './challenges.ts';
import { bindSession, isNewDevice, isTrusted, trustDevice } from './devices.ts';
import { currentPrivacy } from './documents.ts';
import { provisionalPerson } from './provisional.ts';
import { networkOf } from './sign-in-guard.ts';

const TWO_FACTOR_COOKIE = /(?:^|,\s*)([\w.-]*two_factor=[^;,]+)/;
const halfSchema = z.object({ twoFactorRedirect: z.literal(true), twoFactorMethods: z.array(z.string()) });

const WRONG = () => new ApiProblem(401, 'auth.wrong_password', 'wrong address or password');
const WAIT = (seconds: number) => new ApiProblem(429, 'rate.limited', 'too many tries', seconds);

/**
 * The password's turn (ACC-03). A wrong password, an unknown address and what is none are one answer, after the same
 * work (ACC-10); many of them make the address wait, and the network they come from.
 */
export async function signIn(services: Services, request: FastifyRequest, { email: typed, password, device, trust }: SignInRequest): Promise<SignInReply> {
  const { auth, guard, networks, pools } = services;
  const email = typed.trim().toLowerCase();
  const network = networkOf(request.ip);
  const wait = Math.max(await guard.wait(email), await networks.wait(network));
  if (wait > 0) throw WAIT(wait);
  if (!z.email().safeParse(email).success || password === '') throw WRONG();

  const answer = await auth.handler(webRequest(request, `${ROUTES.auth}/sign-in/email`, { email, password }));
  if (answer.status === 401) {
    const invited = await provisionalPerson(services, email, password);
    if (invited !== undefined) {
      const challenge = await openChallenge(services, 'activate', invited, device.secret, '');
      return { state: 'activate', challenge, email, privacy: await currentPrivacy() };
    }
    await guard.failed(email);
    await networks.failed(network);
    throw WRONG();
  }
  if (answer.status >= 500) throw new ApiProblem(503, 'cloud.unavailable', 'sessions cannot be made', 5);
  if (!answer.ok) throw new ApiProblem(answer.status === 403 ? 403 : 400, 'auth.refused', 'sign-in was refused');
  const { id: person } = await pools.identity.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow();
  const half = halfSchema.safeParse(await answer.json());
  if (!half.success) {
    await guard.succeeded(email);
    return { state: 'signed_in', token: await settle(services, request, person, answer.headers, device) };
  }
  // With a second factor better-auth ends the session at once; its token in this answer is dead.
  if (await isTrusted(services, person, device, trust)) {
    await guard.succeeded(email);
    const { headers } = await auth.api.openTrustedSession({ body: { userId: person }, headers: headersOf(request), returnHeaders: true });
    return { state: 'signed_in', token: await settle(services, request, person, headers, device) };
  }
  const codeWait = await guard.wait(codesOf(person));
  if (codeWait > 0) throw WAIT(codeWait);
  await guard.succeeded(email);
  const cookie = TWO_FACTOR_COOKIE.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (cookie === undefined) throw new Error('better-auth set no cookie for the second factor');
  const challenge = await openChallenge(services, 'code', person, device.secret, cookie);
  // Who has an app is not written to unless they ask for it.
  const hasApp = half.data.twoFactorMethods.includes('totp');
  if (!hasApp) await sendCode(services, challenge);
  return { state: 'code', challenge, methods: hasApp ? ['app', 'email'] : ['email'], sentTo: hasApp ? null : masked(email) };
}

/** A code by mail for a sign-in that waits for one (ACC-04). */
export async function sendCode(services: Services, challenge: string): Promise<void> {
  const { cookie } = await mayResend(services, challenge);
  await services.auth.api.sendTwoFactorOTP({ headers: new Headers({ cookie }) });
}

/** The second factor's turn (ACC-04). */
export async function answerCode(services: Services, request: FastifyRequest, { challenge, code: typed, kind, trust, device }: CodeRequest): Promise<CodeReply> {
  const { auth, guard } = services;
  const { person, cookie } = await tryChallenge(services, challenge, device.secret);
  const wait = await guard.wait(codesOf(person));
  if (wait > 0) throw WAIT(wait);
  const letters = typed.replace(/[\s-]/g, '').toLowerCase();
  const headers = headersOf(request);
  headers.set('cookie', cookie);
  const wrong = async () => {
    await guard.failed(codesOf(person));
    return new ApiProblem(401, 'auth.code_wrong', 'not the code');
  };
  if (kind === 'app' && !(await noteAppCode(services, challenge, letters))) throw await wrong();
  const asked = { headers, returnHeaders: true as const };
  const opened = await (
    kind === 'email' ? auth.api.verifyTwoFactorOTP({ ...asked, body: { code: letters } })
    : kind === 'app' ? auth.api.verifyTOTP({ ...asked, body: { code: letters } })
    : auth.api.verifyBackupCode({ ...asked, body: { code: `${letters.slice(0, 5)}-${letters.slice(5)}` } })
  ).catch(async (error: unknown) => {
    if (!isAPIError(error)) throw error;
    if (error.status === 'TOO_MANY_REQUESTS') throw WAIT(15 * 60);
    if (error.status !== 'UNAUTHORIZED' || error.body?.code === 'INVALID_TWO_FACTOR_COOKIE') throw EXPIRED();
    throw await wrong();
  });
  await guard.succeeded(codesOf(person));
  await closeChallenge(services, challenge);
  const token = await settle(services, request, person, opened.headers, device);
  return { state: 'signed_in', token, trust: trust ? await trustDevice(services, person, device) : null };
}

/** The token of a session that was just made, now bound to its device; tells of a device that is new (ACC-07). */
async function settle(services: Services, request: FastifyRequest, person: Id, headers: Headers, device: SignInRequest['device']): Promise<string> {
  const token = headers.get('set-auth-token');
  if (token === null) throw new Error('better-auth gave no token');
  await bindSession(services, token, device);
  if (await isNewDevice(services, person, device)) {
    const { email, language } = await services.pools.identity.selectFrom('person').select(['email', 'language']).where('id', '=', person).executeTakeFirstOrThrow();
    const at = services.now();
    await services.mailer.keep({
      event: idOfEvent('new-device', person, device.id), recipient: email, language, template: 'new-device',
      facts: { device: device.name, address: request.ip, at: momentIn(language, at) },
    });
  }
  return token;
}

/** What better-auth notes of a session: program and address, the address being the one we saw. */
function headersOf(request: FastifyRequest): Headers {
  return new Headers({ 'user-agent': request.headers['user-agent'] ?? '', 'x-forwarded-for': request.ip });
}

const codesOf = (person: Id) => `code ${person}`;

/** Enough to know one's own address by, and no more. */
function masked(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
