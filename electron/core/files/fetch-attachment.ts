import { createHash } from 'node:crypto';
import { documentFile } from '#shared/domain/library/entities.ts';
import { attachment } from '#shared/domain/tickets/entities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { CoreError } from '../core-error.ts';
import type { Desk } from '../desk.ts';
import type { Manual, Store } from '../store/store.ts';
import { fileRow } from './file-row.ts';

export interface AttachmentFile {
  readonly path: string;
  readonly name: string;
  readonly mime: string;
}

/**
 * A file of a request or of a document that this desk may read, its bytes on this device; undefined when no row of the person's names it.
 * `brought` hears when a document's came just now: it says whether its manual is here (DOC-01). Throws `file.not_here` when its bytes are elsewhere and the cloud cannot be asked, `file.damaged` when they arrive wrong.
 */
export async function fetchAttachment(desk: Desk, cloud: Cloud, tenant: string, id: string, brought: () => void = () => undefined): Promise<AttachmentFile | undefined> {
  const { store } = desk.profile;
  const { entity, row } = (await fileRow(store.cache, tenant, id)) ?? {};
  const parsed = attachment.fields;
  const name = parsed.name.schema.safeParse(row?.['name']);
  const mime = parsed.mime.schema.safeParse(row?.['mime']);
  const sha256 = parsed.sha256.schema.safeParse(row?.['sha256']);
  if (!name.success || !mime.success || !sha256.success) return undefined;
  const file = { path: store.files.pathOf(sha256.data), name: name.data, mime: mime.data };
  if (await store.files.whole(sha256.data)) return file;

  const token = desk.token();
  if (token.state !== 'held') throw new CoreError('file.not_here', { name: file.name });
  await bringFile({ store, cloud, signal: desk.signal }, token.secret, { tenant, id, name: file.name, sha256: sha256.data });
  if (entity === documentFile.name) brought();
  return file;
}

/** Brings a file's bytes onto this device. Throws as `fetchAttachment` does, CloudErrors and StoreErrors. */
export async function bringFile({ store, cloud, signal }: { readonly store: Store; readonly cloud: Cloud; readonly signal: AbortSignal }, secret: string, file: Omit<Manual, 'arrived'>): Promise<void> {
  const bytes = await cloud.download(secret, file.tenant, file.id, signal).catch((error: unknown) => {
    throw error instanceof CloudError && error.status === 0 ? new CoreError('file.not_here', { name: file.name }, error) : error;
  });
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw new CoreError('file.damaged', { name: file.name });
  await store.files.keep(bytes);
}
