import type { Context, HandlersOf } from './context.ts';

/** DOC-01: what this desk has, without a network too. */
export function libraryHandlers({ session }: Context): HandlersOf<'library'> {
  const cache = () => session.desk().profile.store.cache;
  return {
    'library.list': ({ tenant }) => cache().documents(tenant),
    'library.get': async ({ tenant, id }) => (await cache().document(tenant, id)) ?? null,
    'library.search': ({ text, tenant, whole, limit }) => cache().searchDocuments(text, tenant, whole, limit),
  };
}
