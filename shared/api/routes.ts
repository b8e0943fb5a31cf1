/** Every path of the cloud that a desk calls. The cloud's routes declare their method, rights and rate beside themselves. */
export const ROUTES = {
  health: '/health',
  me: '/v1/me',
  push: '/v1/sync/push',
  pull: '/v1/sync/pull',
  check: '/v1/sync/check',
  events: '/v1/sync/events',
  /** DET-10: told to the streams of colleagues. */
  writing: '/v1/sync/writing',
  /** tus 1.0; metadata: tenant, attachmentId, sha256, name. */
  uploads: '/v1/uploads',
  /** GET /v1/attachments/:tenant/:id, checked like its row. */
  attachments: '/v1/attachments',
  /** better-auth: sign-out, get-session. */
  auth: '/v1/auth',
  /** Signing in, all POST but the last; shapes in access.ts. No bearer token. */
  signIn: '/v1/access/sign-in',
  code: '/v1/access/code',
  resendCode: '/v1/access/code/resend',
  activate: '/v1/access/activate',
  forgot: '/v1/access/forgot',
  privacy: '/v1/access/privacy',
  /** GET: the person's own account; below it POST, but for the lists. */
  account: '/v1/account',
  profile: '/v1/account/profile',
  picture: '/v1/account/picture',
  appFactorBegin: '/v1/account/app-factor/begin',
  appFactorConfirm: '/v1/account/app-factor/confirm',
  appFactorEnd: '/v1/account/app-factor/end',
  recoveryCodes: '/v1/account/recovery-codes',
  /** ACC-05. GET lists; POST `…/end` with an id ends that one's trust, with null all. */
  trustedDevices: '/v1/account/trusted',
  answerInvitation: '/v1/account/invitations/answer',
  /** ACC-12: the old and the new password; answers a new token in set-auth-token, every other sign-in ends. */
  changePassword: '/v1/account/change-password',
  /** ACC-07. GET lists; POST `…/end` with an id ends that one, with null all but the one that asks. */
  signedInDevices: '/v1/account/devices',
} as const;
