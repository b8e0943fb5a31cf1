import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { documentFile } from '#shared/domain/library/entities.ts';
import { isDocumentFile } from '#shared/domain/library/files.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { attachmentOf, rememberFile } from '#cloud/db/attachments.ts';
import { publishLibrary } from '#cloud/library/publish-library.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

export type AcceptServices = Pick<Services, 'pools' | 'place' | 'blobs' | 'access' | 'now' | 'afterwards'>;

/** All the bytes of a file, their hash compared: in memory, or at a path. */
export interface WholeFile {
  readonly bytes: Uint8Array | string;
  readonly sha256: string;
  readonly size: number;
}

/**
 * Keeps a file's bytes: from here on it is available. May be called again; each step finds itself done. Throws `upload.kind`,
 * and keeps nothing, for a document's file that is not what its name says (DOC-01).
 */
export async function acceptFile(services: AcceptServices, tenant: Id, attachmentId: Id, { bytes, sha256, size }: WholeFile): Promise<void> {
  const { pools, place, blobs, access, now, afterwards } = services;
  const at = now();
  const sniffed = (await (typeof bytes === 'string' ? fileTypeFromFile(bytes) : fileTypeFromBuffer(bytes)))?.mime ?? null;
  const row = await attachmentOf(pools.app, systemSeat(tenant), attachmentId);
  const ofDocument = row?.entity === documentFile.name;
  if (ofDocument && !isDocumentFile(row.name, sniffed)) throw new ApiProblem(422, 'upload.kind', 'the bytes are not of the kind that the name says');
  // Not before: what is in the store may be another row's too, and is not taken out again.
  await (typeof bytes === 'string' ? blobs.keepFile(bytes, sha256) : blobs.keepBytes(bytes, sha256));
  const mime = sniffed ?? 'application/octet-stream';
  await rememberFile(pools.app, systemSeat(tenant), { id: attachmentId, sha256, mime, size, at });
  const outcome = await runSystem(place, {
    tenant,
    vendor: await access.vendorOf(tenant),
    id: idOfEvent('attachment.settle', tenant, attachmentId, 'available'),
    name: 'attachment.settle',
    input: { attachmentId, state: 'available' },
    now: at,
  });
  if (outcome.state === 'refused') throw new Error(`the file could not be settled: ${outcome.refusal.code}`);
  // What the vendor's customers waited for.
  if (ofDocument) afterwards.runOnce(`library ${tenant}`, () => publishLibrary(services, tenant));
}
