import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import { roleSchema } from '../domain/access/roles.ts';
import { PASSWORD_LIMITS } from './account.ts';

/*
 * Who is who: signing in with a second factor, the first sign-in, the account (ACC-01…07, 10, 12). Requests are strict;
 * replies let through what a newer cloud adds. Times are ms since 1970 UTC. Codes that a desk acts on stand beside each.
 */

/** Every request with a bearer token carries the device's secret in it; a copied token alone opens nothing (401 `auth.device`). */
export const DEVICE_HEADER = 'x-sportello-device';

/** 256 bits in base64url: secrets of devices, tokens of links. */
export const secretSchema = z.string().regex(/^[\w-]{43}$/);

const emailSchema = z.string().max(254);
const passwordSchema = z.string().max(PASSWORD_LIMITS.max);
const nameSchema = z.string().max(80);
export const languageSchema = z.enum(['it', 'en', 'ru']);
export type AccessLanguage = z.output<typeof languageSchema>;

/** What a challenge stands for until it is answered: opaque to the desk, kept in memory alone, good for minutes. */
const challengeSchema = z.string().min(1).max(2000);
/** Proof that this device was trusted (ACC-05); kept like a token. */
const trustSchema = z.string().max(200);
/** The session's bearer token. */
const tokenSchema = z.string().min(1).max(500);

/** A desk says who it is when it signs in; the secret is made once and kept apart from the token. */
export const deviceSchema = z.strictObject({
  id: idSchema,
  secret: secretSchema,
  /** System and machine, in the words that the list of devices shows: *Windows 11, PC-UFFICIO*. */
  name: z.string().max(120),
});
export type SignInDevice = z.output<typeof deviceSchema>;

/** The privacy notice: paragraphs of plain text with an empty line between, in each language. */
export const privacySchema = z.object({
  version: z.string().max(40),
  text: z.object({ it: z.string(), en: z.string(), ru: z.string() }),
});
export type PrivacyNotice = z.output<typeof privacySchema>;

/** How a second factor may be given: a code by mail, or of an authenticator app. Recovery codes always may where one is set up. */
export const codeMethodSchema = z.enum(['email', 'app']);
export type CodeMethod = z.output<typeof codeMethodSchema>;

/** 401 `auth.wrong_password`; 429 `rate.limited` with Retry-After. */
export const signInRequestSchema = z.strictObject({ email: emailSchema, password: passwordSchema, device: deviceSchema, trust: trustSchema.nullable() });
export type SignInRequest = z.output<typeof signInRequestSchema>;

export const signInReplySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed_in'), token: tokenSchema }),
  z.object({
    state: z.literal('code'),
    challenge: challengeSchema,
    methods: z.array(codeMethodSchema),
    /** Where the code went, most letters hidden; null where none was sent (an app alone). */
    sentTo: z.string().nullable(),
  }),
  /** ACC-02: the provisional password opens the creation of the user and nothing else. */
  z.object({ state: z.literal('activate'), challenge: challengeSchema, email: z.string(), privacy: privacySchema }),
]);
export type SignInReply = z.output<typeof signInReplySchema>;

/** 401 `auth.code_wrong`; 410 `auth.code_expired` (too old, or five wrong ones: sign in again); 429. */
export const codeRequestSchema = z.strictObject({
  challenge: challengeSchema,
  /** Spaces and dashes that people type are left out by the cloud. */
  code: z.string().max(40),
  kind: z.enum(['email', 'app', 'recovery']),
  /** *Dispositivo sicuro* (ACC-05). */
  trust: z.boolean(),
  device: deviceSchema,
});
export type CodeRequest = z.output<typeof codeRequestSchema>;
export const codeReplySchema = z.object({ state: z.literal('signed_in'), token: tokenSchema, trust: trustSchema.nullable() });
export type CodeReply = z.output<typeof codeReplySchema>;

/** Another code by mail for the same challenge; 410 `auth.code_expired`, 429 with Retry-After. */
export const resendRequestSchema = z.strictObject({ challenge: challengeSchema });

/**
 * *Creazione Utente* (ACC-02). Signs nobody in: the new password is asked for next. 422 `auth.password_short`,
 * `auth.password_same` (as the provisional one), `auth.privacy_unread`; 410 `auth.link_expired`; 409 `auth.privacy_changed`.
 */
export const activateRequestSchema = z.strictObject({
  challenge: challengeSchema,
  firstName: nameSchema,
  lastName: nameSchema,
  password: passwordSchema,
  privacyVersion: z.string().max(40),
  /** When the notice was opened. */
  privacyOpenedAt: z.int().min(1),
  language: languageSchema,
});
export type ActivateRequest = z.output<typeof activateRequestSchema>;

/** ACC-10: the answer is the same for every address, in the same time. */
export const forgotRequestSchema = z.strictObject({ email: emailSchema, language: languageSchema });
export const doneSchema = z.object({ success: z.literal(true) });

export const accountInvitationSchema = z.object({
  id: idSchema,
  tenantId: idSchema,
  tenantName: z.string(),
  invitedBy: z.string(),
  invitedAt: z.int(),
  expiresAt: z.int(),
  roles: z.array(roleSchema),
});
export type AccountInvitation = z.output<typeof accountInvitationSchema>;

/** The person's own account (ACC-07), with the invitations that wait for an answer (ACC-06). */
export const accountSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
  language: languageSchema,
  /** base64 of a JPEG; null without a picture. */
  picture: z.string().nullable(),
  secondFactor: z.object({ email: z.boolean(), app: z.boolean(), recoveryLeft: z.int().min(0) }),
  invitations: z.array(accountInvitationSchema),
  /** ACC-11: support period by company; no end: still running. */
  support: z.array(z.object({ tenantId: idSchema, tenant: z.string(), from: z.int(), to: z.int().nullable() })),
});
export type Account = z.output<typeof accountSchema>;

export const profileRequestSchema = z.strictObject({ firstName: nameSchema, lastName: nameSchema, phone: z.string().max(40), language: languageSchema });
export type ProfileRequest = z.output<typeof profileRequestSchema>;

/** Bytes and pixels of a picture of a person: a square JPEG that the desk has made small. */
export const PICTURE_LIMITS = { bytes: 64 * 1024, pixels: 512 } as const;
/** 422 `auth.picture_invalid` for what is no JPEG or too large; null takes the picture away. */
export const pictureRequestSchema = z.strictObject({ jpeg: z.base64().max(Math.ceil(PICTURE_LIMITS.bytes / 3) * 4).nullable() });
export type PictureRequest = z.output<typeof pictureRequestSchema>;

/** For everything that wants the password once more: 422 `auth.current_password_wrong`, 429. */
export const passwordRequestSchema = z.strictObject({ password: passwordSchema });
/** `uri`: otpauth:// for the square code; `secret`: the same to be typed. In force only after the first right code. */
export const appFactorBegunSchema = z.object({ uri: z.string(), secret: z.string() });
/** 422 `auth.code_wrong` (the session stands). */
export const appFactorConfirmSchema = z.strictObject({ code: z.string().max(40) });
/** Shown once; each opens once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const trustedDeviceSchema = z.object({
  id: idSchema,
  /** The one that asks. */
  current: z.boolean(),
  name: z.string(),
  since: z.int(),
  lastUsedAt: z.int(),
});
export type TrustedDevice = z.output<typeof trustedDeviceSchema>;
export const trustedDevicesSchema = z.object({ devices: z.array(trustedDeviceSchema) });
/** One, or all with null: this device too. */
export const endTrustRequestSchema = z.strictObject({ id: idSchema.nullable() });

/** 410 `auth.invitation_over` (taken back, expired, answered). */
export const invitationAnswerSchema = z.strictObject({ id: idSchema, accept: z.boolean() });
