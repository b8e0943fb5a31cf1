import type { SessionView } from '#shared/rpc/contract.ts';
import { CoreError } from '../core-error.ts';
import { forgetCopies } from '../files/openable-copy.ts';
import type { Context, HandlersOf } from './context.ts';

/** ACC-02 to ACC-05, ACC-14, ACC-15. */
export function sessionHandlers({ session, cloud, options, steps }: Context): HandlersOf<'session'> {
  const person = () => session.openDesk()?.profile.person().id;
  /** What somebody did and opened stays from the next person at this desk. */
  const forget = async () => {
    steps.forget();
    await forgetCopies(options.root);
  };
  const entering = async (enter: () => Promise<SessionView>) => {
    const before = person();
    const view = await enter();
    if (before !== undefined && before !== person()) await forget();
    return view;
  };
  const leaving = async (leave: () => Promise<SessionView>) => {
    const view = await leave();
    await forget();
    return view;
  };
  return {
    'session.state': () => session.state(),
    'session.signIn': ({ email, password, remember }) => entering(() => session.signIn(email, password, remember)),
    'session.code': ({ code, kind, trust }) => entering(() => session.code(code, kind, trust)),
    'session.resendCode': async () => {
      await session.resendCode();
      return null;
    },
    'session.activate': (details) => session.activate(details),
    'session.forgot': async ({ email }) => {
      await session.forgot(email);
      return null;
    },
    'session.cancelStep': () => session.cancelStep(),
    'session.changePassword': ({ current, next }) => session.changePassword(current, next),
    'session.devices': () => cloud.signedInDevices(session.token(), session.desk().signal),
    'session.endSignIn': async ({ id }) => {
      await cloud.endSignIn(session.token(), id, session.desk().signal);
      return null;
    },
    'session.signOut': () => leaving(() => session.signOut()),
    'session.signOutEverywhere': () => leaving(() => session.signOutEverywhere()),
    'session.unlock': ({ pin }) => session.withPin((lock) => lock.unlock(pin)),
    'session.lock': () =>
      session.withPin((lock) => {
        if (!lock.lock()) throw new CoreError('pin.none');
      }),
    'session.active': () => {
      session.active();
      return null;
    },
    'session.setPin': ({ current, pin, idleMinutes }) => session.withPin((lock) => lock.set(current, pin, idleMinutes)),
    'session.removePin': ({ current }) => session.withPin((lock) => lock.remove(current)),
  };
}
