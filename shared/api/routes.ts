/** Every path of the cloud that a desk calls. The cloud's routes declare their method, rights and rate beside themselves. */
export const ROUTES = {
  health: '/health',
  me: '/v1/me',
  push: '/v1/sync/push',
  pull: '/v1/sync/pull',
  check: '/v1/sync/check',
  events: '/v1/sync/events',
  /** tus 1.0; metadata: tenant, attachmentId, sha256, name. */
  uploads: '/v1/uploads',
  /** GET /v1/attachments/:tenant/:id, checked like its row. */
  attachments: '/v1/attachments',
  /** better-auth: sign-in/email, sign-out, get-session. */
  auth: '/v1/auth',
} as const;
