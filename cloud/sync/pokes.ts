import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import type { Poke } from '#shared/api/sync.ts';
import { heardWritingSchema, type HeardWriting } from '#shared/api/writing.ts';

/** Someone who listens to `GET /v1/sync/events`. */
export interface Listener {
  readonly person: Id;
  readonly tenants: ReadonlySet<Id>;
  /** Those where they sit on the vendor's side and see every request. */
  readonly served: ReadonlySet<Id>;
  send(poke: Poke): void;
  /** Whether the sign-in that this stream was opened with still stands is to be asked now; it ends where not. */
  askAgain(): void;
  /** The stream ends; its desk comes again, and pulls. */
  end(): void;
}

/** What is told: to our own desks, and to the clouds beside this one for theirs (other-clouds.ts). */
export const toldSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moved'), tenant: idSchema, seq: z.int() }),
  z.object({ kind: z.literal('sight'), tenant: idSchema }),
  z.object({ kind: z.literal('writing'), writing: heardWritingSchema }),
  z.object({ kind: z.literal('signInsEnded'), person: idSchema }),
  z.object({ kind: z.literal('me'), person: idSchema }),
]);
export type Told = z.output<typeof toldSchema>;

/**
 * Tells the connected desks to pull. Carries no data, so that a lost poke costs time only; who is writing is all that is
 * said here and kept nowhere.
 */
export class Pokes {
  readonly #listeners = new Set<Listener>();
  #others: (told: Told) => void = () => undefined;

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
    this.#tell({ kind: 'moved', tenant, seq });
  }

  /** What people of this tenant may see has changed; they hear of its number when they pull for that. */
  sight(tenant: Id): void {
    this.#tell({ kind: 'sight', tenant });
  }

  /** DET-10: to the writer's colleagues alone; whoever hears it may see the request. */
  writing(writing: HeardWriting): void {
    this.#tell({ kind: 'writing', writing });
  }

  /** ACC-07: some of the person's sign-ins were ended; the streams of those say so and end, the others go on. */
  signInsEnded(person: Id): void {
    this.#tell({ kind: 'signInsEnded', person });
  }

  /** The person's companies or roles have changed. */
  me(person: Id): void {
    this.#tell({ kind: 'me', person });
  }

  /** From here on what is told here goes there too. */
  tellOthers(others: (told: Told) => void): void {
    this.#others = others;
  }

  endAll(): void {
    for (const listener of this.#listeners) listener.end();
  }

  /** To our own desks alone: what is told here, or was told at another cloud. */
  hear(told: Told): void {
    for (const listener of this.#listeners) sayTo(listener, told);
  }

  #tell(told: Told): void {
    this.hear(told);
    this.#others(told);
  }
}

function sayTo(listener: Listener, told: Told): void {
  const { person, tenants, served } = listener;
  switch (told.kind) {
    case 'moved':
      if (tenants.has(told.tenant)) listener.send({ tenant: told.tenant, seq: told.seq });
      return;
    case 'sight':
      if (tenants.has(told.tenant)) listener.send({ me: true });
      return;
    case 'writing':
      if (served.has(told.writing.tenant) && person !== told.writing.person) listener.send({ writing: told.writing });
      return;
    case 'signInsEnded':
      if (person === told.person) listener.askAgain();
      return;
    case 'me':
      if (person === told.person) listener.send({ me: true });
  }
}
