import { createReadStream } from 'node:fs';
import * as z from 'zod';
import { idSchema } from '#shared/domain/kernel/ids.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { seatOf } from '#cloud/auth/access.ts';
import { attachmentOf } from '#cloud/db/attachments.ts';
import type { Services } from '#cloud/services.ts';
import { seatingOf, type App } from './route.ts';

/** A file by its attachment's id, for whoever may read the row; never by its hash (sync.md, Attachments). */
export function addAttachmentRoutes(app: App, { pools, blobs }: Services): void {
  app.get(
    `${ROUTES.attachments}/:tenant/:id`,
    {
      config: { auth: 'person', tenant: 'params', rate: { max: 600, seconds: 60 } },
      schema: { tags: ['files'], summary: "An attachment's bytes, as a download", params: z.strictObject({ tenant: idSchema, id: idSchema }) },
    },
    async (request, reply) => {
      const row = await attachmentOf(pools.app, seatOf(seatingOf(request)), request.params.id);
      const unknown = new ApiProblem(404, 'file.unknown', 'no such file here');
      if (!row) throw unknown;
      if (row.state !== 'available') throw new ApiProblem(404, 'file.not_here', 'the file has not arrived');
      const size = await blobs.sizeOf(row.sha256);
      if (size === undefined) throw unknown;
      return reply
        .header('content-type', row.sniffed ?? 'application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', asDownload(row.name))
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(createReadStream(blobs.pathOf(row.sha256)));
    },
  );
}

/** RFC 6266: the name in UTF-8, and in plain letters for those who do not read it. */
function asDownload(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
