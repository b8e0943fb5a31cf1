import type { Id } from '#shared/domain/kernel/ids.ts';
import { documentFile } from '#shared/domain/library/entities.ts';
import { attachment } from '#shared/domain/tickets/entities.ts';
import type { CacheStore } from '../store/store.ts';

/** The entities whose rows name bytes: files of requests, and of documents (DOC-01). */
export const FILE_ENTITIES: readonly string[] = [attachment.name, documentFile.name];

/** The row of a file by its id, as this desk shows it; undefined where it has none. */
export async function fileRow(cache: Pick<CacheStore, 'row'>, tenant: Id, id: Id): Promise<Readonly<Record<string, unknown>> | undefined> {
  return (await cache.row(tenant, attachment.name, id)) ?? cache.row(tenant, documentFile.name, id);
}
