import type { Id } from '#shared/domain/kernel/ids.ts';
import { documentFile } from '#shared/domain/library/entities.ts';
import { attachment } from '#shared/domain/tickets/entities.ts';
import type { CacheStore } from '../store/store.ts';

/** The entities whose rows name bytes: files of requests, and of documents (DOC-01). */
export const FILE_ENTITIES: readonly string[] = [attachment.name, documentFile.name];

/** The row of a file by its id, as this desk shows it, and whose file it is; undefined where it has none. */
export async function fileRow(cache: Pick<CacheStore, 'row'>, tenant: Id, id: Id): Promise<{ readonly entity: string; readonly row: Readonly<Record<string, unknown>> } | undefined> {
  for (const entity of FILE_ENTITIES) {
    const row = await cache.row(tenant, entity, id);
    if (row) return { entity, row };
  }
  return undefined;
}
