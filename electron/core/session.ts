import type { SessionView, TenantView } from '#shared/rpc/contract.ts';
import type { Feed, Me } from '#shared/api/sync.ts';
import type { CloudClock } from './cloud/clock.ts';
import type { Cloud } from './cloud/cloud.ts';
import { CoreError, codeOf, typedError } from './core-error.ts';
import type { Vault, VaultDriver } from './credentials/vault.ts';
import { createDesk, type Desk } from './desk.ts';
import type { Device } from './device.ts';
import type { EventLog } from './errors/event-log.ts';
import type { Person, Profile } from './profile.ts';
import type { Publisher } from './topics.ts';

export interface SessionParts {
  readonly device: Device;
  /** The cloud's folder name (cloud-key.ts). */
  readonly key: string;
  readonly cloud: Cloud;
  readonly clock: CloudClock;
  readonly vault: Vault;
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
  /** Throws the typed reason when the desk of the last person could not be opened (`store.locked`, `disk.read_only`…). */
  state(): SessionView;
  /** The open desk; throws `session.signed_out`, or why it could not be opened. */
  desk(): Desk;
  openDesk(): Desk | undefined;
  /** `remember` null: as it was chosen at the last sign-in. */
  signIn(email: string, password: string, remember: boolean | null): Promise<SessionView>;
  signOut(): Promise<SessionView>;
  /** ACC-12. Throws what the cloud refuses with; a sign-in that is over is asked for as ever. */
  changePassword(currentPassword: string, newPassword: string): Promise<SessionView>;
  /** The token in force; throws `auth.required` where the person has to sign in first. */
  token(): string;
  stop(): Promise<void>;
}

export function createSession(parts: SessionParts): Session {
  const { device, key, cloud, clock, vault, publisher, events, now } = parts;
  const abort = new AbortController();
  let desk: Desk | undefined;
  let trouble: Error | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** Opening and closing never overlap: there is one core per profile. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const account = (personId: string) => `${key}/${personId}`;
  const view = (): SessionView => {
    const known = device.cloud(key);
    if (!desk) return { phase: 'signed_out', person: null, tenants: [], needsPassword: false, vault: 'memory', lastEmail: known.lastEmail };
    const { id, name, email } = desk.profile.person();
    return {
      phase: 'open',
      person: { id, name, email },
      tenants: desk.profile.feeds().map(tenantView),
      needsPassword: desk.token().state === 'none',
      vault: driverOf(desk),
      lastEmail: known.lastEmail,
    };
  };
  const tell = () => publisher.publish('session', view());

  const closeDesk = async () => {
    const closing = desk;
    desk = undefined;
    await closing?.close();
  };
  const open = async (person: { id: string; name: string; email: string }, me?: Me): Promise<Desk> => {
    const profile = await parts.openProfile(device.profileFolder(key, person.id), person, me);
    clock.remembered(profile.knownOffset);
    const opened = createDesk({
      profile, cloud, clock, publisher, events, now,
      onPerson: tell,
      onRefused() {
        void vault.remove(account(person.id)).then(tell);
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
    const kept = await vault.get(account(personId));
    if (opened.token().state !== 'looking' || desk !== opened) return;
    opened.setToken(kept ? { state: 'held', ...kept } : { state: 'none' });
    tell();
  };

  return {
    start: () =>
      inTurn(async () => {
        try {
          await device.open();
          const { person } = device.cloud(key);
          // The operating system's session is the guard; sending waits for a token (sync.md, Sign-in).
          if (person) void lookForToken(await open(person), person.id).catch((error: unknown) => events.write('error', codeOf(error), { where: 'vault' }));
        } catch (error) {
          trouble = error instanceof Error ? error : new Error(String(error));
          events.write('error', codeOf(error), typedError(error)?.facts ?? { reason: error instanceof Error ? error.message : '' });
        }
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
        const secret = await cloud.signIn(email.trim(), password, abort.signal);
        const me = await cloud.me(secret, abort.signal);
        if (desk?.profile.person().id === me.person.id) {
          await desk.profile.update(me);
        } else {
          // I11: a log belongs to its person and is never sent under another's token.
          await closeDesk();
          await open(me.person, me);
        }
        const { id, name, email: own } = me.person;
        const kept = remember ?? device.cloud(key).remember;
        await device.changeCloud(key, { lastEmail: own, person: { id, name, email: own }, remember: kept });
        const driver = await vault.set(account(id), secret, kept);
        desk?.setToken({ state: 'held', secret, driver });
        events.write('info', 'session.signed_in', { vault: driver });
        tell();
        return view();
      }),
    signOut: () =>
      inTurn(async () => {
        const token = desk?.token();
        const person = desk?.profile.person() ?? device.cloud(key).person;
        await closeDesk();
        trouble = undefined;
        if (person) await vault.remove(account(person.id));
        await device.changeCloud(key, { person: null });
        // The person leaves at once; a session that the cloud still knows ends there by itself.
        if (token?.state === 'held') void cloud.signOut(token.secret, abort.signal).catch(() => undefined);
        events.write('info', 'session.signed_out');
        tell();
        return view();
      }),
    changePassword: (currentPassword, newPassword) =>
      inTurn(async () => {
        const { opened, secret } = held();
        const renewed = await cloud.changePassword(secret, currentPassword, newPassword, abort.signal);
        const driver = await vault.set(account(opened.profile.person().id), renewed, device.cloud(key).remember);
        opened.setToken({ state: 'held', secret: renewed, driver });
        events.write('info', 'session.password_changed', { vault: driver });
        tell();
        return view();
      }),
    token: () => held().secret,
    stop: () =>
      inTurn(async () => {
        abort.abort();
        await closeDesk();
      }),
  };
}

function tenantView({ tenant, name, vatNumber, kind, side, roles }: Feed): TenantView {
  return { id: tenant, name, vatNumber, kind, side, roles };
}

function driverOf(desk: Desk): VaultDriver {
  const token = desk.token();
  return token.state === 'held' ? token.driver : 'memory';
}
