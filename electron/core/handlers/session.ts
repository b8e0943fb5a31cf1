import { forgetCopies } from '../files/openable-copy.ts';
import type { Context, HandlersOf } from './context.ts';

/** ACC-03, ACC-14, ACC-15. */
export function sessionHandlers({ session, options }: Context): HandlersOf<'session'> {
  return {
    'session.state': () => session.state(),
    'session.signIn': ({ email, password, remember }) => session.signIn(email, password, remember),
    'session.signOut': async () => {
      const view = await session.signOut();
      await forgetCopies(options.root);
      return view;
    },
  };
}
