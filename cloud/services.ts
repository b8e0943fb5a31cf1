import type { Afterwards } from './afterwards.ts';
import type { Access } from './auth/access.ts';
import type { Auth } from './auth/better-auth.ts';
import type { Secrets } from './auth/secrets.ts';
import type { SignInGuard } from './auth/sign-in-guard.ts';
import type { Tokens } from './auth/tokens.ts';
import type { BlobStore } from './files/blob-store.ts';
import type { Uploads } from './files/uploads.ts';
import type { Pools } from './db/pools.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Pokes } from './sync/pokes.ts';
import type { CommandPlace } from './sync/run-command.ts';

/** What routes and jobs work with; put together once in server.ts. */
export interface Services {
  readonly pools: Pools;
  readonly auth: Auth;
  readonly tokens: Tokens;
  /** Wrong passwords and codes, by address and by person. */
  readonly guard: SignInGuard;
  /** Wrong passwords by the network they come from, whomever they are tried on. */
  readonly networks: SignInGuard;
  readonly access: Access;
  readonly place: CommandPlace;
  readonly pokes: Pokes;
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  /** What goes on after an answer was given. */
  readonly afterwards: Afterwards;
  /** The address that links in mails begin with, known once we listen; never what a request says of itself. */
  readonly site: { readonly url: string };
  /** The cloud's clock, ms since 1970 UTC. */
  readonly now: () => number;
  readonly version: string;
}
