import { forgetCopies } from '../files/openable-copy.ts';
import type { Context, HandlersOf } from './context.ts';

/** ACC-03, ACC-14, ACC-15. */
export function sessionHandlers({ session, cloud, options, steps }: Context): HandlersOf<'session'> {
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
    'session.changePassword': ({ current, next }) => session.changePassword(current, next),
    'session.devices': () => cloud.signedInDevices(session.token(), session.desk().signal),
    'session.endSignIn': async ({ id }) => {
      await cloud.endSignIn(session.token(), id, session.desk().signal);
      return null;
    },
    'session.signOut': async () => {
      const view = await session.signOut();
      await forget();
      return view;
    },
  };
}
