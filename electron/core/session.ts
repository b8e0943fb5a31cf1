import type { Account, AccountInvitation } from '#shared/api/access.ts';
import type { Me } from '#shared/api/sync.ts';
import type { SessionView } from '#shared/rpc/contract.ts';
import type { CloudClock } from './cloud/clock.ts';
import type { Cloud } from './cloud/cloud.ts';
import { CoreError, codeOf, typedError } from './core-error.ts';
import type { DeviceKey, VaultPlaces } from './credentials/device-key.ts';
import type { PinLock } from './credentials/pin-lock.ts';
import type { Vault } from './credentials/vault.ts';
import { createDesk, type Desk } from './desk.ts';
import type { Device } from './device.ts';
import type { EventLog } from './errors/event-log.ts';
import type { Person, Profile } from './profile.ts';
import { sessionView } from './session-view.ts';
import { createSignInSteps, type LetIn, type SignInSteps } from './sign-in-steps.ts';
import type { Publisher } from './topics.ts';

/** How often it is looked whether the desk was left alone, ms. */
const LOOK_FOR_IDLE = 2_000;

export interface SessionParts {
  readonly device: Device;
  /** The cloud's folder name (cloud-key.ts). */
  readonly key: string;
  readonly cloud: Cloud;
  readonly clock: CloudClock;
  readonly vault: Vault;
  readonly deviceKey: DeviceKey;
  readonly places: VaultPlaces;
  /** See pin-lock.ts. */
  readonly openPin: (folder: string) => Promise<PinLock>;
  /** See open-profile.ts. */
  readonly openProfile: (folder: string, person: Omit<Person, 'language'>, me: Me | undefined) => Promise<Profile>;
  readonly publisher: Publisher;
  readonly events: EventLog;
  readonly now: () => number;
}

/** Who works at this desk (sync.md, Sign-in). One profile at a time; another person's sign-in closes it first. */
export interface Session {
  /** Opens the last person's desk, if there is one; never throws: what failed is told by `state`. */
  start(): Promise<void>;
  /** OFF-09: the same once more, after `first`; throws why it did not open. Nothing where a desk is open. */
  openAgain(first?: () => Promise<void> | void): Promise<SessionView>;
  /** Throws the typed reason when the desk of the last person could not be opened (`store.locked`, `disk.read_only`…). */
  state(): SessionView;
  /** The open desk; throws `session.signed_out`, or why it could not be opened. */
  desk(): Desk;
  openDesk(): Desk | undefined;
  /** `remember` null: as it was chosen at the last sign-in. Signed in, or the view's `step` says what comes next. */
  signIn(email: string, password: string, remember: boolean | null): Promise<SessionView>;
  /** ACC-04. See sign-in-steps.ts. */
  code(...given: Parameters<SignInSteps['code']>): Promise<SessionView>;
  resendCode(): Promise<void>;
  /** ACC-02. */
  activate(...given: Parameters<SignInSteps['activate']>): Promise<SessionView>;
  forgot(email: string): Promise<void>;
  cancelStep(): SessionView;
  signOut(): Promise<SessionView>;
  /** ACC-07: here and at every other device; throws where the cloud cannot be asked. */
  signOutEverywhere(): Promise<SessionView>;
  /** ACC-12. Throws what the cloud refuses with; a sign-in that is over is asked for as ever. */
  changePassword(currentPassword: string, newPassword: string): Promise<SessionView>;
  /** What was just read or changed of the account; keeps its invitations for the view. */
  account(): Promise<Account>;
  /** ACC-06: accepts or declines; a company that was accepted is on the desk when it resolves. */
  answerInvitation(id: string, accept: boolean): Promise<SessionView>;
  /** Runs `work` on the open desk's PIN; throws `session.signed_out` where there is none. */
  withPin(work: (pin: PinLock) => Promise<void> | void): Promise<SessionView>;
  locked(): boolean;
  active(): void;
  /** The token in force; throws `auth.required` where the person has to sign in first. */
  token(): string;
  stop(): Promise<void>;
}

export function createSession(parts: SessionParts): Session {
  const { device, key, cloud, clock, vault, deviceKey, places, publisher, events, now } = parts;
  const abort = new AbortController();
  const steps = createSignInSteps({ cloud, deviceKey, vault, places, language: () => device.settings().language, signal: abort.signal });
  let desk: Desk | undefined;
  let pin: PinLock | undefined;
  let invitations: readonly AccountInvitation[] = [];
  let trouble: Error | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** Opening and closing never overlap: there is one core per profile. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const view = () => sessionView({ desk, pin, invitations, step: steps.step(), known: device.cloud(key) });
  const tell = () => publisher.publish('session', view());

  const closeDesk = async () => {
    const closing = desk;
    desk = undefined;
    pin = undefined;
    invitations = [];
    await closing?.close();
  };
  const open = async (person: { id: string; name: string; email: string }, me?: Me): Promise<Desk> => {
    const folder = device.profileFolder(key, person.id);
    // First: one that cannot be read leaves nothing open behind it.
    const lock = await parts.openPin(folder);
    const profile = await parts.openProfile(folder, person, me);
    pin = lock;
    clock.remembered(profile.knownOffset);
    const opened = createDesk({
      profile, cloud, clock, publisher, events, now,
      onPerson: tell,
      onMe: () => void readAccount().catch(() => undefined),
      onRefused() {
        void vault.remove(places.token(person.id)).then(tell);
        tell();
      },
    });
    desk = opened;
    trouble = undefined;
    return opened;
  };
  const held = () => {
    const token = desk?.token();
    if (!desk || token?.state !== 'held') throw desk ? new CoreError('auth.required') : (trouble ?? new CoreError('session.signed_out'));
    return { opened: desk, secret: token.secret };
  };
  const lookForToken = async (opened: Desk, personId: string) => {
    await deviceKey.ready();
    const kept = await vault.get(places.token(personId));
    if (opened.token().state !== 'looking' || desk !== opened) return;
    opened.setToken(kept ? { state: 'held', ...kept } : { state: 'none' });
    tell();
  };
  /** ACC-06. Not knowing which companies wait changes nothing else: whoever only wants to know goes on without. */
  const readAccount = async (): Promise<Account> => {
    const { opened, secret } = held();
    const account = await cloud.account(secret, opened.signal);
    if (desk === opened && JSON.stringify(account.invitations) !== JSON.stringify(invitations)) {
      invitations = account.invitations;
      tell();
    }
    return account;
  };
  const enter = async ({ token, remember }: LetIn): Promise<SessionView> => {
    const me = await cloud.me(token, abort.signal);
    if (desk?.profile.person().id === me.person.id) {
      await desk.profile.update(me);
    } else {
      // I11: a log belongs to its person and is never sent under another's token.
      await closeDesk();
      await open(me.person, me);
    }
    // Who knows the password needs no PIN.
    await pin?.passed();
    const { id, name, email } = me.person;
    const kept = remember ?? device.cloud(key).remember;
    await device.changeCloud(key, { lastEmail: email, person: { id, name, email }, remember: kept });
    const driver = await vault.set(places.token(id), token, kept);
    steps.end();
    desk?.setToken({ state: 'held', secret: token, driver });
    events.write('info', 'session.signed_in', { vault: driver });
    tell();
    // Somebody without a company has nothing to see before the invitations are known.
    const reading = readAccount().catch(() => undefined);
    if (me.feeds.length === 0) await reading;
    return view();
  };
  const leave = async (): Promise<string | undefined> => {
    const token = desk?.token();
    const person = desk?.profile.person() ?? device.cloud(key).person;
    await closeDesk();
    trouble = undefined;
    steps.end();
    if (person) await vault.remove(places.token(person.id));
    await device.changeCloud(key, { person: null });
    events.write('info', 'session.signed_out');
    tell();
    return token?.state === 'held' ? token.secret : undefined;
  };
  const told = (): SessionView => {
    tell();
    return view();
  };
  const openLast = async (): Promise<void> => {
    try {
      await device.open();
      trouble = undefined;
      const { person } = device.cloud(key);
      // The operating system's session is the guard; sending waits for a token (sync.md, Sign-in).
      if (person) void lookForToken(await open(person), person.id).catch((error: unknown) => events.write('error', codeOf(error), { where: 'vault' }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // OFF-09: a bug has a page too, and not the dialog of something that went wrong beside other work.
      trouble = error instanceof Error && typedError(error) ? error : new CoreError('desk.not_opened', { reason }, error);
      events.write('error', codeOf(trouble), typedError(trouble)?.facts);
    }
  };
  const lookForIdle = setInterval(() => {
    if (pin?.isIdle() === true && pin.lock()) tell();
  }, LOOK_FOR_IDLE).unref();

  return {
    start: () => inTurn(openLast),
    openAgain: (first) =>
      inTurn(async () => {
        if (desk) return view();
        await first?.();
        await openLast();
        if (trouble !== undefined) throw trouble;
        return told();
      }),
    state() {
      if (trouble !== undefined && !desk) throw trouble;
      return view();
    },
    desk() {
      if (desk) return desk;
      throw trouble ?? new CoreError('session.signed_out');
    },
    openDesk: () => desk,
    signIn: (email, password, remember) =>
      inTurn(async () => {
        // A folder that could not be written may have been mended meanwhile.
        if (trouble !== undefined) await device.open();
        const letIn = await steps.password(email, password, remember);
        return letIn ? enter(letIn) : told();
      }),
    code: (...given) => inTurn(async () => enter(await steps.code(...given))),
    resendCode: () => steps.resend(),
    activate: (...given) =>
      inTurn(async () => {
        const email = await steps.activate(...given).finally(tell);
        await device.changeCloud(key, { lastEmail: email });
        return told();
      }),
    forgot: (email) => steps.forgot(email),
    cancelStep() {
      steps.end();
      return told();
    },
    signOut: () =>
      inTurn(async () => {
        const token = await leave();
        // The person leaves at once; a session that the cloud still knows ends there by itself.
        if (token !== undefined) void cloud.signOut(token, abort.signal).catch(() => undefined);
        return view();
      }),
    signOutEverywhere: () =>
      inTurn(async () => {
        const { secret } = held();
        await cloud.endSignIn(secret, null, abort.signal);
        await leave();
        await cloud.signOut(secret, abort.signal);
        return view();
      }),
    changePassword: (currentPassword, newPassword) =>
      inTurn(async () => {
        const { opened, secret } = held();
        await opened.renewToken(async () => {
          const renewed = await cloud.changePassword(secret, currentPassword, newPassword, abort.signal);
          const driver = await vault.set(places.token(opened.profile.person().id), renewed, device.cloud(key).remember);
          events.write('info', 'session.password_changed', { vault: driver });
          return { state: 'held', secret: renewed, driver };
        });
        return told();
      }),
    account: readAccount,
    answerInvitation: (id, accept) =>
      inTurn(async () => {
        const { opened, secret } = held();
        await cloud.answerInvitation(secret, id, accept, opened.signal);
        invitations = invitations.filter((one) => one.id !== id);
        if (accept) await opened.profile.update(await cloud.me(secret, opened.signal));
        opened.sync.signedIn();
        return told();
      }),
    withPin: (work) =>
      inTurn(async () => {
        if (!pin) throw trouble ?? new CoreError('session.signed_out');
        try {
          await work(pin);
        } finally {
          // A try that was used shows on every window.
          tell();
        }
        return view();
      }),
    locked: () => (pin?.locked() ?? null) !== null,
    active: () => pin?.active(),
    token: () => held().secret,
    stop: () =>
      inTurn(async () => {
        clearInterval(lookForIdle);
        abort.abort();
        await closeDesk();
      }),
  };
}
