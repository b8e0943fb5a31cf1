import * as z from 'zod';
import { idSchema, type Id } from '../domain/kernel/ids.ts';
import type { Area } from '../domain/kernel/entity.ts';
import type { Role } from '../domain/access/roles.ts';
import type { SignedInDevice } from '../api/account.ts';
import { pictureRequestSchema, profileRequestSchema, type Account, type AccountInvitation, type CodeMethod, type PrivacyNotice, type TrustedDevice } from '../api/access.ts';
import { method, nothing } from './method.ts';

/* Who is at the desk, and their account (ACC-02…15). Passwords and codes come in and go to the cloud; none is kept or comes back. */

export interface TenantView {
  readonly id: Id;
  readonly name: string;
  readonly vatNumber: string;
  readonly kind: 'vendor' | 'customer';
  readonly side: 'customer' | 'vendor';
  readonly roles: readonly Role[];
  /** The parts of the company that are theirs (SET-03). */
  readonly areas: readonly Area[];
}

/** What signing in waits for after the password: a code (ACC-04), or the person's own details at the first one (ACC-02). */
export type SignInStep =
  | {
      readonly kind: 'code';
      readonly email: string;
      readonly methods: readonly CodeMethod[];
      /** Where the mail went, most letters hidden; null where none was sent. */
      readonly sentTo: string | null;
    }
  | { readonly kind: 'activate'; readonly email: string; readonly privacy: PrivacyNotice };

/** The desk is covered until the PIN, or the password online, is given. */
export interface LockView {
  /** 0: the PIN is spent, only the password opens. */
  readonly triesLeft: number;
  /** No try before this, ms since 1970 by this device's clock; null: now. */
  readonly waitUntil: number | null;
}

export interface SessionView {
  /** `open` without a token too: sending then waits for the password (sync.md, Sign-in). */
  readonly phase: 'signed_out' | 'open';
  readonly person: { readonly id: Id; readonly name: string; readonly email: string } | null;
  /** None while locked. */
  readonly tenants: readonly TenantView[];
  readonly needsPassword: boolean;
  /** Where the token is kept; `memory` is shown to the person with what it means. */
  readonly vault: 'keychain' | 'encrypted_file' | 'memory';
  /** Whether the token was to outlive this run (ACC-15). */
  readonly remember: boolean;
  /** The address that signed in last on this device. */
  readonly lastEmail: string | null;
  /** Null unless a sign-in is under way. */
  readonly step: SignInStep | null;
  /** Companies that wait for this person's answer (ACC-06), as last heard. */
  readonly invitations: readonly AccountInvitation[];
  readonly locked: LockView | null;
  /** Null where no PIN was set; `idleMinutes` null: locked by hand and at the start only. */
  readonly pin: { readonly idleMinutes: number | null } | null;
}

/** 4 to 12 digits: it guards a desk behind the system's own sign-in, with five tries. */
export const pinSchema = z.string().regex(/^\d{4,12}$/);
const typedPin = z.string().max(40);
const password = z.string().max(200);
const email = z.string().max(254);

export const ACCESS_METHODS = {
  'session.state': method<SessionView>()(nothing),
  /** `remember` null: as it was chosen at the last sign-in (ACC-15). Signed in, or `step` says what is wanted next. */
  'session.signIn': method<SessionView>()(z.strictObject({ email, password, remember: z.boolean().nullable() })),
  'session.code': method<SessionView>()(z.strictObject({ code: z.string().max(40), kind: z.enum(['email', 'app', 'recovery']), trust: z.boolean() })),
  'session.resendCode': method<null>()(nothing),
  /** *Creazione Utente*; the new password is asked for next. `privacyOpenedAt`: when the notice was opened, ms. */
  'session.activate': method<SessionView>()(
    z.strictObject({ firstName: z.string().max(80), lastName: z.string().max(80), password, privacyOpenedAt: z.int().min(1) }),
  ),
  /** ACC-10: the same answer whatever the address. */
  'session.forgot': method<null>()(z.strictObject({ email })),
  /** Back to the password. */
  'session.cancelStep': method<SessionView>()(nothing),
  'session.signOut': method<SessionView>()(nothing),
  /** Ends every sign-in of the person, this one last; needs the cloud. */
  'session.signOutEverywhere': method<SessionView>()(nothing),
  'session.changePassword': method<SessionView>()(z.strictObject({ current: password, next: password })),
  'session.devices': method<readonly SignedInDevice[]>()(nothing),
  /** Ends one sign-in; with null all but this one. */
  'session.endSignIn': method<null>()(z.strictObject({ id: z.string().max(64).nullable() })),

  'session.unlock': method<SessionView>()(z.strictObject({ pin: typedPin })),
  'session.lock': method<SessionView>()(nothing),
  /** Somebody is at the desk: the idle time begins again. */
  'session.active': method<null>()(nothing),
  /** `current`: the PIN in force, where there is one. */
  'session.setPin': method<SessionView>()(z.strictObject({ current: typedPin.nullable(), pin: pinSchema, idleMinutes: z.int().min(1).max(240).nullable() })),
  'session.removePin': method<SessionView>()(z.strictObject({ current: typedPin })),

  'account.get': method<Account>()(nothing),
  'account.saveProfile': method<Account>()(profileRequestSchema),
  'account.savePicture': method<null>()(pictureRequestSchema),
  /** A square code for an authenticator app; in force only after `confirmApp`. */
  'account.beginApp': method<{ readonly uri: string; readonly secret: string }>()(z.strictObject({ password })),
  'account.confirmApp': method<{ readonly recoveryCodes: readonly string[] }>()(z.strictObject({ code: z.string().max(40) })),
  'account.endApp': method<null>()(z.strictObject({ password })),
  'account.newRecoveryCodes': method<{ readonly recoveryCodes: readonly string[] }>()(z.strictObject({ password })),
  'account.trusted': method<readonly TrustedDevice[]>()(nothing),
  /** Ends the trust of one device; with null of all, this one too. */
  'account.endTrusted': method<null>()(z.strictObject({ id: idSchema.nullable() })),
  'account.answerInvitation': method<SessionView>()(z.strictObject({ id: idSchema, accept: z.boolean() })),
} as const;

/** What the core still answers while the desk is locked: the way back in, and what must not be lost. */
export const WHILE_LOCKED: ReadonlySet<string> = new Set([
  'session.state', 'session.signIn', 'session.code', 'session.resendCode', 'session.activate', 'session.forgot', 'session.cancelStep', 'session.unlock', 'session.lock', 'session.signOut',
  'app.info', 'app.settings', 'app.changeSettings', 'errors.report',
  // R7: what a window had in hand when it was locked reaches the disk.
  'drafts.save',
]);
