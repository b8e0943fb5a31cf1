import { ROUTES } from '#shared/api/routes.ts';
import { checkReplySchema, checkRequestSchema, pullHeadSchema, PULL_TYPE, pullRequestSchema, pushReplySchema, pushRequestSchema } from '#shared/api/sync.ts';
import type { Services } from '#cloud/services.ts';
import { publishLibrary } from '#cloud/library/publish-library.ts';
import { check } from '#cloud/sync/check.ts';
import { pull } from '#cloud/sync/pull.ts';
import { push } from '#cloud/sync/push.ts';
import { seatingOf, sendJsonText, type App } from './route.ts';

/** A hundred bodies of 400,000 characters, escaped. */
const PUSH_BYTES = 64 * 1024 * 1024;

export function addSyncRoutes(app: App, services: Services): void {
  const { place, pools, now, mailer, afterwards } = services;
  app.post(
    ROUTES.push,
    {
      config: { auth: 'person', tenant: 'body', rate: { max: 1200, seconds: 60 } },
      bodyLimit: PUSH_BYTES,
      schema: { tags: ['sync'], summary: 'Sends a prefix of pending commands', body: pushRequestSchema, response: { 200: pushReplySchema } },
    },
    async (request, reply) => {
      const seating = seatingOf(request);
      const answer = await push(place, seating, request.body, now());
      // Somebody may be waiting for the mail of a command; what fails now has its turn by the job.
      if (mailer.sends) afterwards.run(() => mailer.send());
      // DOC-01: the customers have the vendor's new text at once; the clock's job finds what this one cannot bring on.
      if (seating.tenant.kind === 'vendor' && request.body.commands.some(({ body }) => body.includes('"name":"document.'))) {
        afterwards.runOnce(`library ${seating.tenant.id}`, () => publishLibrary(services, seating.tenant.id));
      }
      // As text: the shape is ours, and checking a hundred results again costs more than making them.
      return sendJsonText(reply, JSON.stringify(answer));
    },
  );

  app.post(
    ROUTES.pull,
    {
      config: { auth: 'person', tenant: 'body', rate: { max: 3000, seconds: 60 } },
      schema: { tags: ['sync'], summary: "A page of a company's feed above the cursor: this head, then each table of rows on a line of its own", body: pullRequestSchema, response: { 200: pullHeadSchema } },
    },
    async (request, reply) => {
      return sendJsonText(reply, await pull(place.data, seatingOf(request), request.body, now()), PULL_TYPE);
    },
  );

  app.post(
    ROUTES.check,
    {
      // It reads a whole feed: a desk asks once an hour.
      config: { auth: 'person', tenant: 'body', rate: { max: 60, seconds: 60 } },
      schema: { tags: ['sync'], summary: 'Sums over the rows of a feed, for a desk that has them all', body: checkRequestSchema, response: { 200: checkReplySchema } },
    },
    (request) => check(pools.app, seatingOf(request), request.body, now()),
  );
}
