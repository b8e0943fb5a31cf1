import type { Context, HandlersOf } from './context.ts';

/** TKT-14: what is being typed, on this device only. */
export function draftHandlers({ session, options }: Context): HandlersOf<'drafts'> {
  const drafts = () => session.desk().profile.store.drafts;
  return {
    'drafts.list': ({ kind }) => drafts().list(kind),
    'drafts.get': ({ id }) => drafts().get(id) ?? null,
    'drafts.save': (draft) => {
      const savedAt = options.host.now();
      drafts().save(draft, savedAt);
      return { savedAt };
    },
    'drafts.remove': ({ id }) => {
      drafts().remove(id);
      return null;
    },
  };
}
