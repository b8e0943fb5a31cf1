import {
  activateRequestSchema, codeReplySchema, codeRequestSchema, doneSchema, forgotRequestSchema, privacySchema, resendRequestSchema, signInReplySchema, signInRequestSchema,
} from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { activate } from '#cloud/auth/activate.ts';
import { currentPrivacy } from '#cloud/auth/documents.ts';
import { forgotPassword } from '#cloud/auth/passwords.ts';
import { answerCode, sendCode, signIn } from '#cloud/auth/sign-in.ts';
import type { Services } from '#cloud/services.ts';
import type { App, RouteConfig } from './route.ts';

const TAGS = ['sign-in'];
const DONE = { success: true as const };
/** Of one address of the network. */
const often = (max: number): RouteConfig => ({ auth: 'none', tenant: 'none', rate: { max, seconds: 60 } });

/** Signing in, step by step (ACC-02…05, ACC-10). The answer of each says what comes next; nothing travels in cookies. */
export function addAccessRoutes(app: App, services: Services): void {
  app.post(
    ROUTES.signIn,
    {
      config: often(60),
      bodyLimit: 10_000,
      schema: { tags: TAGS, summary: 'E-mail and password; answers a token, or which step comes next', body: signInRequestSchema, response: { 200: signInReplySchema } },
    },
    (request) => signIn(services, request, request.body),
  );
  app.post(
    ROUTES.code,
    { config: often(60), bodyLimit: 10_000, schema: { tags: TAGS, summary: 'The code of the second factor', body: codeRequestSchema, response: { 200: codeReplySchema } } },
    (request) => answerCode(services, request, request.body),
  );
  app.post(
    ROUTES.resendCode,
    { config: often(20), bodyLimit: 10_000, schema: { tags: TAGS, summary: 'Another code by mail', body: resendRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      await sendCode(services, request.body.challenge);
      return DONE;
    },
  );
  app.post(
    ROUTES.activate,
    { config: often(30), bodyLimit: 10_000, schema: { tags: TAGS, summary: 'The creation of the user at the first sign-in', body: activateRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      await activate(services, request.body);
      return DONE;
    },
  );
  app.post(
    ROUTES.forgot,
    { config: often(10), bodyLimit: 10_000, schema: { tags: TAGS, summary: 'A link for a new password, to whoever has one; the same answer for all', body: forgotRequestSchema, response: { 200: doneSchema } } },
    (request) => {
      services.afterwards.run(() => forgotPassword(services, request.body.email));
      return DONE;
    },
  );
  app.get(ROUTES.privacy, { config: often(120), schema: { tags: TAGS, summary: 'The privacy notice in force', response: { 200: privacySchema } } }, () => currentPrivacy());
}
