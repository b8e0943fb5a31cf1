import type { Context, HandlersOf } from './context.ts';

/** ACC-03, ACC-14, ACC-15. */
export function sessionHandlers({ session }: Context): HandlersOf<'session'> {
  return {
    'session.state': () => session.state(),
    'session.signIn': ({ email, password, remember }) => session.signIn(email, password, remember),
    'session.signOut': () => session.signOut(),
  };
}
