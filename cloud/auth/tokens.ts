import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Auth } from './better-auth.ts';
import { hashOf, isSame } from './secrets.ts';

const BELIEVED_FOR = 10_000;
const MOST = 10_000;

/** What a request says of who sends it: the token, and the secret of the device that it was given to. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly device: string | undefined;
}

/**
 * Whose token it is. An answer is believed for ten seconds, so that a desk that sends a backlog is not asked at every
 * request; a token that is signed out here is forgotten at once.
 */
export class Tokens {
  readonly #auth: Auth;
  readonly #known = new Map<string, { person: Id; authorization: string; until: number }>();

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  /**
   * Undefined when it is none, or no more. `fresh` asks the database in any case.
   * @throws ApiProblem 401 `auth.device` for a good token on a device that it was not given to: a copied one
   */
  async personOf({ authorization, device = '' }: Credentials, fresh = false): Promise<Id | undefined> {
    if (authorization === undefined || !/^bearer \S{1,500}$/i.test(authorization) || device.length > 100) return undefined;
    const key = `${authorization}\n${device}`;
    const known = this.#known.get(key);
    if (known && !fresh && known.until > performance.now()) return known.person;
    this.#known.delete(key);
    const session = await this.#auth.api.getSession({ headers: new Headers({ authorization }) }).catch((cause: unknown) => {
      // Not knowing is not *no*: a desk that is told *no* asks its person for the password.
      throw new ApiProblem(503, 'cloud.unavailable', 'sessions cannot be looked up', 5, cause);
    });
    if (!session) return undefined;
    const { deviceHash } = session.session;
    if (!deviceHash || !isSame(deviceHash, hashOf(device))) throw new ApiProblem(401, 'auth.device', 'the token is of another device');
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, { person: session.user.id, authorization, until: performance.now() + BELIEVED_FOR });
    return session.user.id;
  }

  /** After some of a person's sign-ins were ended: each of theirs is asked about anew. */
  forgetPerson(person: Id): void {
    for (const [key, known] of this.#known) if (known.person === person) this.#known.delete(key);
  }

  forget(authorization: string | undefined): void {
    for (const [key, known] of this.#known) if (known.authorization === authorization) this.#known.delete(key);
  }
}
