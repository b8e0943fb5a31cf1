import type { Context, HandlersOf } from './context.ts';

/** OFF-07. */
export function noticeHandlers({ notices }: Context): HandlersOf<'notices'> {
  return {
    'notices.watching': ({ window, ticketId }) => {
      notices.watching(window, ticketId);
      return null;
    },
  };
}
