import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Auth } from './better-auth.ts';

const BELIEVED_FOR = 10_000;
const MOST = 10_000;

/**
 * Whose token it is. An answer is believed for ten seconds, so that a desk that sends a backlog is not asked at every
 * request; a token that is signed out here is forgotten at once.
 */
export class Tokens {
  readonly #auth: Auth;
  readonly #known = new Map<string, { person: Id; until: number }>();

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  /** Undefined when it is none, or no more. `fresh` asks the database in any case. */
  async personOf(authorization: string | undefined, fresh = false): Promise<Id | undefined> {
    if (authorization === undefined || !/^bearer \S{1,500}$/i.test(authorization)) return undefined;
    const known = this.#known.get(authorization);
    if (known && !fresh && known.until > performance.now()) return known.person;
    this.#known.delete(authorization);
    const session = await this.#auth.api.getSession({ headers: new Headers({ authorization }) }).catch((cause: unknown) => {
      // Not knowing is not *no*: a desk that is told *no* asks its person for the password.
      throw new ApiProblem(503, 'cloud.unavailable', 'sessions cannot be looked up', 5, cause);
    });
    if (!session) return undefined;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(authorization, { person: session.user.id, until: performance.now() + BELIEVED_FOR });
    return session.user.id;
  }

  /** After some of a person's sign-ins were ended: each of theirs is asked about anew. */
  forgetPerson(person: Id): void {
    for (const [authorization, known] of this.#known) if (known.person === person) this.#known.delete(authorization);
  }

  forget(authorization: string | undefined): void {
    if (authorization !== undefined) this.#known.delete(authorization);
  }
}
