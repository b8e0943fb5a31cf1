import type { SignInReply } from '#shared/api/access.ts';
import type { SignInStep } from '#shared/rpc/access.ts';
import type { Cloud } from './cloud/cloud.ts';
import { codeOf, CoreError } from './core-error.ts';
import type { DeviceKey, VaultPlaces } from './credentials/device-key.ts';
import type { Vault } from './credentials/vault.ts';

export interface SignInStepsParts {
  readonly cloud: Cloud;
  readonly deviceKey: DeviceKey;
  readonly vault: Vault;
  readonly places: VaultPlaces;
  readonly language: () => 'it' | 'en' | 'ru';
  readonly signal: AbortSignal;
}

/** A sign-in that the cloud has let through. `remember` null: as it was chosen at the last one. */
export interface LetIn {
  readonly token: string;
  readonly remember: boolean | null;
}

/**
 * From the password to the token (ACC-02…05): password → code → in, or password → *Creazione Utente* → password. What is
 * between two steps is in memory alone; a password is not even there once it was sent.
 */
export interface SignInSteps {
  /** Null unless the person has to go on. */
  step(): SignInStep | null;
  /** The token, or undefined where `step` says what comes next. */
  password(email: string, password: string, remember: boolean | null): Promise<LetIn | undefined>;
  /** Throws `auth.code_wrong`; after `auth.code_expired` the sign-in begins again. */
  code(code: string, kind: 'email' | 'app' | 'recovery', trust: boolean): Promise<LetIn>;
  resend(): Promise<void>;
  /** Answers whose address it is; the new password is asked for next. */
  activate(person: { readonly firstName: string; readonly lastName: string; readonly password: string; readonly privacyOpenedAt: number }): Promise<string>;
  forgot(email: string): Promise<void>;
  /** Back to the password; also once somebody is in. */
  end(): void;
}

type Waiting = Exclude<SignInReply, { state: 'signed_in' }> & { readonly typed: string; readonly remember: boolean | null };

export function createSignInSteps({ cloud, deviceKey, vault, places, language, signal }: SignInStepsParts): SignInSteps {
  let waiting: Waiting | undefined;
  /** The code was right and what comes after failed: it opens once only, so the token that it gave is kept for the next try. */
  let letIn: LetIn | undefined;

  const waitingFor = <S extends Waiting['state']>(state: S): Extract<Waiting, { state: S }> => {
    // The check on the line is what the type says.
    if (waiting?.state === state) return waiting as Extract<Waiting, { state: S }>;
    throw new CoreError('auth.step_over');
  };
  const end = () => {
    waiting = undefined;
    letIn = undefined;
  };
  return {
    step() {
      if (waiting?.state === 'code') return { kind: 'code', email: waiting.typed, methods: waiting.methods, sentTo: waiting.sentTo };
      return waiting ? { kind: 'activate', email: waiting.email, privacy: waiting.privacy } : null;
    },
    async password(typed, password, remember) {
      const email = typed.trim();
      const device = await deviceKey.ready();
      const trust = (await vault.get(places.trust(email)))?.secret ?? null;
      const reply = await cloud.signIn({ email, password, device, trust }, signal);
      end();
      if (reply.state === 'signed_in') return { token: reply.token, remember };
      // The cloud no longer trusts this device (ACC-05).
      if (trust !== null) await vault.remove(places.trust(email));
      waiting = { ...reply, typed: email, remember };
      return undefined;
    },
    async code(code, kind, trust) {
      const { challenge, typed, remember } = waitingFor('code');
      if (letIn) return letIn;
      const device = await deviceKey.ready();
      const reply = await cloud.sendCode({ challenge, code, kind, trust, device }, signal);
      if (reply.trust !== null) await vault.set(places.trust(typed), reply.trust, true);
      return (letIn = { token: reply.token, remember });
    },
    resend: () => cloud.resendCode(waitingFor('code').challenge, signal),
    async activate(person) {
      const activation = waitingFor('activate');
      const { challenge, email, privacy } = activation;
      try {
        await cloud.activate({ ...person, challenge, privacyVersion: privacy.version, language: language() }, signal);
      } catch (error) {
        // What is typed stays; the notice is another one, to be opened anew.
        if (codeOf(error) === 'auth.privacy_changed') waiting = { ...activation, privacy: await cloud.privacy(signal) };
        throw error;
      }
      end();
      return email;
    },
    forgot: (email) => cloud.forgot(email.trim(), language(), signal),
    end,
  };
}
