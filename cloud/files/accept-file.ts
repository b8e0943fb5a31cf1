import { fileTypeFromFile } from 'file-type';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { rememberFile } from '#cloud/db/attachments.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

export type AcceptServices = Pick<Services, 'pools' | 'place' | 'blobs' | 'access' | 'now'>;

/**
 * The bytes of an attachment are in the store, whole and with the right hash: from here on it is available. May be called
 * again; each step finds itself done.
 */
export async function acceptFile({ pools, place, blobs, access, now }: AcceptServices, tenant: Id, attachmentId: Id, sha256: string, size: number): Promise<void> {
  const at = now();
  const mime = (await fileTypeFromFile(blobs.pathOf(sha256)))?.mime ?? 'application/octet-stream';
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
}
