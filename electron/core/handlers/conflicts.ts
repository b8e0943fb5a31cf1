import type { Context, HandlersOf } from './context.ts';

/** product.md 7: both values of a field that two people wrote, from this desk alone (OFF-01). */
export function conflictHandlers({ session }: Context): HandlersOf<'conflicts'> {
  return {
    'conflicts.list': ({ settled }) => session.desk().profile.store.cache.conflicts(settled),
  };
}
