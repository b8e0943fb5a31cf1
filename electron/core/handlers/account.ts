import type { Context, HandlersOf } from './context.ts';

/** ACC-05, ACC-06, ACC-07: the person's own account, which only the cloud knows. */
export function accountHandlers({ session, cloud }: Context): HandlersOf<'account'> {
  const signal = () => session.desk().signal;
  const done = async (work: Promise<void>): Promise<null> => {
    await work;
    return null;
  };
  return {
    'account.get': () => session.account(),
    'account.saveProfile': async (profile) => {
      await cloud.saveProfile(session.token(), profile, signal());
      // The name that the frame shows comes with `me`.
      session.desk().sync.wake(true);
      return session.account();
    },
    'account.savePicture': ({ jpeg }) => done(cloud.savePicture(session.token(), jpeg, signal())),
    'account.beginApp': ({ password }) => cloud.beginApp(session.token(), password, signal()),
    'account.confirmApp': ({ code }) => cloud.confirmApp(session.token(), code, signal()),
    'account.endApp': ({ password }) => done(cloud.endApp(session.token(), password, signal())),
    'account.newRecoveryCodes': ({ password }) => cloud.newRecoveryCodes(session.token(), password, signal()),
    'account.trusted': () => cloud.trustedDevices(session.token(), signal()),
    'account.endTrusted': ({ id }) => done(cloud.endTrust(session.token(), id, signal())),
    'account.answerInvitation': ({ id, accept }) => session.answerInvitation(id, accept),
  };
}
