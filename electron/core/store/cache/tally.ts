import type { WriteDatabase } from '../sqlite/handles.ts';
import type { CellRow } from './shape.ts';

/** All that a list filters by in one number; the column `facets` says the same in SQL. */
export const FACETS = { open: 1, rank: 2, appointment: 8, taken: 16 } as const;
export const RANKS: Readonly<Record<string, number>> = { low: 0, normal: 1, high: 2, blocking: 3 };

function facetsOf(row: CellRow): number {
  return (
    (row.status === 'closed' ? 0 : FACETS.open) +
    FACETS.rank * (RANKS[String(row.priority)] ?? 0) +
    (row.type === 'appointment' ? FACETS.appointment : 0) +
    (row.operator_id === null ? 0 : FACETS.taken)
  );
}

/** How many tickets each tenant has here of each kind: gathered in memory, written once per transaction. */
export class Tally {
  readonly #database: WriteDatabase;
  readonly #differences = new Map<number, Map<number, number>>();

  constructor(database: WriteDatabase) {
    this.#database = database;
  }

  change(feed: number, before: CellRow | undefined, after: CellRow | undefined): void {
    if (before !== undefined) this.#add(feed, facetsOf(before), -1);
    if (after !== undefined) this.#add(feed, facetsOf(after), 1);
  }

  write(): void {
    for (const [feed, kinds] of this.#differences) {
      for (const [facets, difference] of kinds) {
        if (difference === 0) continue;
        this.#database.run(
          'INSERT INTO ticket_tally (feed, facets, tickets) VALUES (?, ?, ?) ON CONFLICT (feed, facets) DO UPDATE SET tickets = tickets + excluded.tickets',
          feed, facets, difference,
        );
      }
    }
    this.#differences.clear();
  }

  #add(feed: number, facets: number, difference: number): void {
    const kinds = this.#differences.get(feed) ?? new Map<number, number>();
    this.#differences.set(feed, kinds);
    kinds.set(facets, (kinds.get(facets) ?? 0) + difference);
  }
}
