import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { ApiError } from '#shared/api/errors.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { seatOf } from '#cloud/auth/access.ts';
import { attachmentOf } from '#cloud/db/attachments.ts';
import { acceptFile, type AcceptServices } from './accept-file.ts';
import { sha256OfFile } from './blob-store.ts';

/** Unclaimed and finished uploads alike; of a finished one the bytes are in the store by then. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

const metadataSchema = z.object({ tenant: idSchema, attachmentId: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().max(400).nullish() });
const ownedSchema = metadataSchema.extend({ person: idSchema });
type Owned = z.output<typeof ownedSchema>;

const UNKNOWN = () => new ApiProblem(404, 'upload.unknown', 'no such upload');

export interface Uploads {
  /** Serves one tus request of a person whom the gate has let in; ends the response. */
  handle(person: Id, request: IncomingMessage, response: ServerResponse): Promise<void>;
  removeExpired(): Promise<number>;
}

/**
 * tus 1.0 for the bytes of attachments (sync.md, Attachments). An upload is taken only for an attachment row of this
 * person with this size and hash; it counts once the whole hash is right.
 */
export function makeUploads(services: AcceptServices, folder: string): Uploads {
  const store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: KEPT_FOR });
  const people = new WeakMap<IncomingMessage, Id>();

  const personOf = (request: Request): Id => {
    // srvx hands on the request of Node's that it wraps.
    const person = people.get((request as Request & { runtime?: { node?: { req: IncomingMessage } } }).runtime?.node?.req ?? ({} as IncomingMessage));
    if (person === undefined) throw new ApiProblem(401, 'auth.required', 'sign in');
    return person;
  };

  const finish = async (id: string, { tenant, attachmentId, sha256 }: Owned, size: number): Promise<void> => {
    const path = join(folder, id);
    try {
      if ((await sha256OfFile(path)) !== sha256) throw new ApiProblem(422, 'upload.wrong_hash', 'the bytes are not the ones that were named');
      await acceptFile(services, tenant, attachmentId, { bytes: path, sha256, size });
    } catch (error) {
      // Refused for what they are: no later try makes other bytes of them.
      if (error instanceof ApiProblem) await store.remove(id).catch(() => rm(path, { force: true }));
      throw error;
    }
  };

  const server = new Server({
    path: ROUTES.uploads,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: ATTACHMENT_LIMIT - 1,
    disableTerminationForFinishedUploads: true,
    onUploadCreate: async (request, upload) => {
      const person = personOf(request);
      const metadata = metadataSchema.safeParse(upload.metadata);
      if (!metadata.success || upload.size === undefined) throw new ApiProblem(400, 'request.invalid', 'tenant, attachmentId, sha256 and a length are needed');
      const { tenant, attachmentId, sha256 } = metadata.data;
      const seating = await services.access.seating(person, tenant);
      if (!seating) throw new ApiProblem(403, 'tenant.forbidden', 'not a company of yours, or no more');
      const row = await attachmentOf(services.pools.app, seatOf(seating), attachmentId);
      // The command that names the file may still be on its way; the desk comes back.
      if (!row) throw new ApiProblem(409, 'upload.too_early', 'no such attachment yet');
      if (row.by_id !== person) throw new ApiProblem(403, 'upload.not_yours', 'somebody else has attached this file');
      if (row.size !== upload.size || row.sha256 !== sha256) throw new ApiProblem(422, 'upload.altered', 'the attachment has another size or hash');
      return { metadata: { ...upload.metadata, person } };
    },
    onIncomingRequest: async (request, id) => {
      const person = personOf(request);
      if (request.method === 'POST') return;
      const upload = await store.getUpload(id);
      const owned = ownedSchema.safeParse(upload.metadata);
      // Of somebody else's the same answer as of none.
      if (!owned.success || owned.data.person !== person) throw UNKNOWN();
      // The right may have been taken away since the upload was begun.
      if (!(await services.access.seating(person, owned.data.tenant))) throw new ApiProblem(403, 'tenant.forbidden', 'not a company of yours, or no more');
      // All bytes came but we fell before they counted: the desk asks how far it got, and it counts now.
      if (request.method === 'HEAD' && upload.offset === upload.size) await finish(id, owned.data, upload.size);
    },
    onUploadFinish: async (_request, upload) => {
      await finish(upload.id, ownedSchema.parse(upload.metadata), upload.offset);
      return {};
    },
    onResponseError: (_request, error) => {
      const { status, code, message } = problemOf(error);
      return { status_code: status, body: JSON.stringify({ error: { code, message } } satisfies ApiError) };
    },
  });

  return {
    handle: async (person, request, response) => {
      people.set(request, person);
      await server.handle(request, response);
    },
    removeExpired: () => server.cleanUpExpiredUploads(),
  };
}

/** tus' own refusals keep their status, which the protocol gives a meaning (409: other offset, 410: expired). */
function problemOf(error: Error | { status_code: number; body: string }): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if ('status_code' in error && error.status_code === 404) return UNKNOWN();
  if ('status_code' in error && error.status_code < 500) return new ApiProblem(error.status_code, 'upload.refused', error.body.trim());
  return new ApiProblem(500, 'cloud.failed', 'the upload could not be kept');
}
