import { forgetCopies } from '../files/openable-copy.ts';
import type { Context, HandlersOf } from './context.ts';

/** ACC-03, ACC-14, ACC-15. */
export function sessionHandlers({ session, options, steps }: Context): HandlersOf<'session'> {
  const person = () => session.openDesk()?.profile.person().id;
  /** What somebody did and opened stays from the next person at this desk. */
  const forget = async () => {
    steps.forget();
    await forgetCopies(options.root);
  };
  return {
    'session.state': () => session.state(),
    'session.signIn': async ({ email, password, remember }) => {
      const before = person();
      const view = await session.signIn(email, password, remember);
      if (before !== undefined && before !== person()) await forget();
      return view;
    },
    'session.signOut': async () => {
      const view = await session.signOut();
      await forget();
      return view;
    },
  };
}
