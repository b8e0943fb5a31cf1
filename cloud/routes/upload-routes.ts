import { ROUTES } from '#shared/api/routes.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { personOf, type App, type RouteConfig } from './route.ts';

const CONFIG: RouteConfig = { auth: 'person', tenant: 'upload', rate: { max: 1200, seconds: 60 } };

/** tus 1.0 (sync.md, Attachments); who may upload what is judged in files/uploads.ts, from the upload's metadata. */
export function addUploadRoutes(app: App, { uploads }: Services): void {
  // The bytes are tus' to read, as they come.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));

  const schema = { tags: ['files'], summary: 'tus 1.0: metadata tenant, attachmentId, sha256, name' };
  app.post(ROUTES.uploads, { config: CONFIG, schema }, async (request, reply) => {
    // The server would take it for a fault of its own.
    if (request.headers['upload-concat'] !== undefined) throw new ApiProblem(400, 'request.invalid', 'an upload comes in one piece');
    void reply.hijack();
    await uploads.handle(personOf(request), request.raw, reply.raw);
  });
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${ROUTES.uploads}/:upload`,
    config: CONFIG,
    schema,
    handler: async (request, reply) => {
      void reply.hijack();
      await uploads.handle(personOf(request), request.raw, reply.raw);
    },
  });
}
