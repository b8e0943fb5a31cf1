import {
  accountSchema, appFactorBegunSchema, appFactorConfirmSchema, doneSchema, endTrustRequestSchema, invitationAnswerSchema, passwordRequestSchema, pictureRequestSchema, profileRequestSchema,
  recoveryCodesSchema, trustedDevicesSchema,
} from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { FastifyRequest } from 'fastify';
import { accountOf, beginAppFactor, changePicture, changeProfile, confirmAppFactor, endAppFactor, newRecoveryCodes } from '#cloud/auth/account.ts';
import { endTrust, trustedDevices } from '#cloud/auth/devices.ts';
import { answerInvitation } from '#cloud/auth/invitations.ts';
import type { Services } from '#cloud/services.ts';
import { personOf, type App, type RouteConfig } from './route.ts';

const TAGS = ['account'];
const DONE = { success: true as const };
const often = (max: number): RouteConfig => ({ auth: 'person', tenant: 'none', rate: { max, seconds: 60 } });
const bearerOf = (request: FastifyRequest) => new Headers({ authorization: request.headers.authorization ?? '' });

/** A person's own account: who they are, second factors, trusted devices, invitations (ACC-04…07). */
export function addProfileRoutes(app: App, services: Services): void {
  app.get(ROUTES.account, { config: often(120), schema: { tags: TAGS, summary: 'The person’s own account', response: { 200: accountSchema } } }, (request) => accountOf(services, personOf(request)));
  app.post(
    ROUTES.profile,
    { config: often(30), bodyLimit: 10_000, schema: { tags: TAGS, summary: 'Name, telephone, language', body: profileRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      await changeProfile(services, personOf(request), request.body);
      return DONE;
    },
  );
  app.post(
    ROUTES.picture,
    { config: often(20), bodyLimit: 100_000, schema: { tags: TAGS, summary: 'The picture, a small JPEG in base64, or none', body: pictureRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      await changePicture(services, personOf(request), request.body);
      return DONE;
    },
  );

  app.post(
    ROUTES.appFactorBegin,
    { config: often(20), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'Sets up an authenticator app', body: passwordRequestSchema, response: { 200: appFactorBegunSchema } } },
    (request) => beginAppFactor(services, personOf(request), bearerOf(request), request.body.password),
  );
  app.post(
    ROUTES.appFactorConfirm,
    { config: often(20), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'The app’s first code: from now on it is asked for; answers the recovery codes', body: appFactorConfirmSchema, response: { 200: recoveryCodesSchema } } },
    async (request) => ({ recoveryCodes: await confirmAppFactor(services, personOf(request), bearerOf(request), request.body.code) }),
  );
  app.post(
    ROUTES.appFactorEnd,
    { config: often(20), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'Takes the app away; codes come by mail', body: passwordRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      await endAppFactor(services, personOf(request), bearerOf(request), request.body.password);
      return DONE;
    },
  );
  app.post(
    ROUTES.recoveryCodes,
    { config: often(20), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'New recovery codes in place of the old', body: passwordRequestSchema, response: { 200: recoveryCodesSchema } } },
    async (request) => ({ recoveryCodes: await newRecoveryCodes(services, personOf(request), bearerOf(request), request.body.password) }),
  );

  app.get(
    ROUTES.trustedDevices,
    { config: often(120), schema: { tags: TAGS, summary: 'Devices that are not asked for a code', response: { 200: trustedDevicesSchema } } },
    async (request) => {
      const mine = await services.auth.api.getSession({ headers: bearerOf(request) });
      return { devices: await trustedDevices(services, personOf(request), mine?.session.deviceId ?? null) };
    },
  );
  app.post(
    `${ROUTES.trustedDevices}/end`,
    { config: often(60), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'Ends the trust of one device, or of all', body: endTrustRequestSchema, response: { 200: doneSchema } } },
    async (request) => {
      // One that is already gone, or another person's: the same answer (R5).
      await endTrust(services, personOf(request), request.body.id);
      return DONE;
    },
  );
  app.post(
    ROUTES.answerInvitation,
    { config: often(30), bodyLimit: 1_000, schema: { tags: TAGS, summary: 'Accepts or declines an invitation', body: invitationAnswerSchema, response: { 200: doneSchema } } },
    async (request) => {
      await answerInvitation(services, personOf(request), request.body.id, request.body.accept);
      return DONE;
    },
  );
}
