import { v7 as uuidv7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Context, HandlersOf } from './context.ts';

/** TKT-14: what is being typed, on this device only. */
export function draftHandlers({ session, options }: Context): HandlersOf<'drafts'> {
  const drafts = () => session.desk().profile.store.drafts;
  /** Another window has written it since this one last knew it. */
  const isOthers = (id: Id, seen: number | null | undefined): boolean => {
    const now = seen === undefined ? undefined : drafts().get(id);
    return now !== undefined && now.savedAt !== seen;
  };
  return {
    'drafts.list': ({ kind }) => drafts().list(kind),
    'drafts.get': ({ id }) => drafts().get(id) ?? null,
    'drafts.save': ({ seen, ...draft }) => {
      const id = isOthers(draft.id, seen) ? uuidv7() : draft.id;
      // A later save is a later time, whatever the clock's grain.
      const savedAt = Math.max(options.host.now(), (drafts().get(id)?.savedAt ?? 0) + 1);
      drafts().save({ ...draft, id }, savedAt);
      return { id, savedAt };
    },
    'drafts.remove': ({ id, seen }) => {
      if (!isOthers(id, seen)) drafts().remove(id);
      return null;
    },
  };
}
