import type { Id } from '#shared/domain/kernel/ids.ts';
import type { LoggedCommand } from '../store.ts';
import { standingOf } from './pending-command.ts';
import type { PendingList } from './pending-list.ts';

/** What the cache asks the log, at the moment of each call. */
export interface PendingSource {
  open(tenant?: Id): readonly LoggedCommand[];
  lastPlace(): number;
  /** See `LogStore.unsettle`. */
  unsettle(tenant: Id, above: number): readonly Id[];
}

/** An answer of the writer's, or its word that it lacks bodies and asks for the whole list. */
export type Resendable<T> = { readonly resend: true } | ({ readonly resend: false } & T);

/** Tells the writer what is pending. It keeps the bodies that it was sent, so that they need not go with every page. */
export class PendingSender {
  readonly #pending: PendingSource;
  /** Commands whose body the writer has, by tenant. */
  readonly #kept = new Map<Id, Set<Id>>();

  constructor(pending: PendingSource) {
    this.#pending = pending;
  }

  /** The list is made in the same moment as the call is posted, so the writer hears of things in their order. */
  async send<T>(tenant: Id, ask: (list: PendingList) => Promise<Resendable<T>>): Promise<T> {
    for (let whole = false; ; whole = true) {
      const list = this.#listOf(tenant, whole);
      const answer = await ask(list);
      if (answer.resend) continue;
      this.#kept.set(tenant, new Set(list.entries.map((entry) => entry.id)));
      return answer;
    }
  }

  /** The writer got this one by itself. */
  sent({ tenant, id }: Pick<LoggedCommand, 'tenant' | 'id'>): void {
    this.#keptOf(tenant).add(id);
  }

  /** A new writer has nothing. */
  forget(): void {
    this.#kept.clear();
  }

  /** Tenants where the cache does not stand where the log does; `here`: command → standing; `tenantsHere` is asked when it knows too many. */
  async behind(here: ReadonlyMap<Id, string>, tenantsHere: () => Promise<readonly Id[]>): Promise<ReadonlySet<Id>> {
    const commands = this.#pending.open();
    const behind = commands.filter((command) => here.get(command.id) !== standingOf(stateOf(command), command.result));
    const known = new Set(commands.map((command) => command.id));
    const tooMany = [...here.keys()].some((id) => !known.has(id));
    return new Set([...behind.map((command) => command.tenant), ...(tooMany ? await tenantsHere() : [])]);
  }

  #listOf(tenant: Id, whole: boolean): PendingList {
    const kept = this.#keptOf(tenant);
    const entries = this.#pending.open(tenant).map((command) => {
      const { id, place, result, name, body, actor } = command;
      return { id, place, result, state: stateOf(command), facts: whole || !kept.has(id) ? { name, body, actor } : null };
    });
    return { tenant, upTo: this.#pending.lastPlace(), entries };
  }

  #keptOf(tenant: Id): Set<Id> {
    const kept = this.#kept.get(tenant) ?? new Set<Id>();
    this.#kept.set(tenant, kept);
    return kept;
  }
}

/** A command that waits for the one it stands on is the person's to decide, like a parked one. */
function stateOf(command: LoggedCommand): 'open' | 'parked' {
  return command.state === 'parked' || command.because !== null ? 'parked' : 'open';
}
