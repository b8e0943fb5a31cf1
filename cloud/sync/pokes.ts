import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Poke } from '#shared/api/sync.ts';
import type { HeardWriting } from '#shared/api/writing.ts';

/** Someone who listens to `GET /v1/sync/events`. */
export interface Listener {
  readonly person: Id;
  readonly tenants: ReadonlySet<Id>;
  /** Those where they sit on the vendor's side and see every request. */
  readonly served: ReadonlySet<Id>;
  send(poke: Poke): void;
  /** Whether the sign-in that this stream was opened with still stands is to be asked now; it ends where not. */
  askAgain(): void;
}

/**
 * Tells the connected desks to pull. Carries no data, so that a lost poke costs time only; who is writing is all that is
 * said here and kept nowhere.
 */
export class Pokes {
  readonly #listeners = new Set<Listener>();

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many streams the person has open. */
  streamsOf(person: Id): number {
    let streams = 0;
    for (const listener of this.#listeners) if (listener.person === person) streams += 1;
    return streams;
  }

  /** After the commit of a number of this tenant's feed. */
  moved(tenant: Id, seq: number): void {
    for (const listener of this.#listeners) if (listener.tenants.has(tenant)) listener.send({ tenant, seq });
  }

  /** What people of this tenant may see has changed; they hear of its number when they pull for that. */
  sight(tenant: Id): void {
    for (const listener of this.#listeners) if (listener.tenants.has(tenant)) listener.send({ me: true });
  }

  /** DET-10: to the writer's colleagues alone; whoever hears it may see the request. */
  writing(writing: HeardWriting): void {
    for (const { served, person, send } of this.#listeners) if (served.has(writing.tenant) && person !== writing.person) send({ writing });
  }

  /** ACC-07: some of the person's sign-ins were ended; the streams of those say so and end, the others go on. */
  signInsEnded(person: Id): void {
    for (const listener of this.#listeners) if (listener.person === person) listener.askAgain();
  }

  /** The person's companies or roles have changed. */
  me(person: Id): void {
    for (const listener of this.#listeners) if (listener.person === person) listener.send({ me: true });
  }
}
