import type { DocumentDetail } from '#shared/rpc/library.ts';
import type { Context, HandlersOf } from './context.ts';

/** DOC-01: what this desk has, without a network too. */
export function libraryHandlers({ session }: Context): HandlersOf<'library'> {
  const cache = () => session.desk().profile.store.cache;
  const atHand = async ({ files, ...detail }: DocumentDetail): Promise<DocumentDetail> => {
    const kept = session.desk().profile.store.files;
    return { ...detail, files: await Promise.all(files.map(async (file) => ({ ...file, here: await kept.has(file.sha256) }))) };
  };
  return {
    'library.list': ({ tenant }) => cache().documents(tenant),
    'library.get': async ({ tenant, id }) => {
      const detail = await cache().document(tenant, id);
      return detail === undefined ? null : atHand(detail);
    },
    'library.search': ({ text, tenant, whole, limit }) => cache().searchDocuments(text, tenant, whole, limit),
  };
}
