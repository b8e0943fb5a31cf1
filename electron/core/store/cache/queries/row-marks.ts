import type { Id } from '#shared/domain/kernel/ids.ts';
import type { RowSync } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';

/** Where rows stand between this desk and the cloud, by the pending commands that change or are about them, and by open conflicts. */
export class RowMarks {
  readonly #database: ReadDatabase;
  /** With nothing pending every row is settled, without asking row by row. */
  readonly #quiet: boolean;
  /** Rows with a conflict that the person has not decided: a few, read at once. */
  readonly #disputed: ReadonlySet<string>;

  constructor(database: ReadDatabase) {
    this.#database = database;
    this.#quiet = database.get('SELECT 1 FROM effect LIMIT 1') === undefined;
    const disputed = database.all<{ tenant: Id; entity: string; row_id: Id }>('SELECT tenant, entity, row_id FROM conflict JOIN meta USING (feed) WHERE kept IS NULL');
    this.#disputed = new Set(disputed.map(({ tenant, entity, row_id }) => `${tenant}/${entity}/${row_id}`));
  }

  of(tenant: Id, entity: string, id: Id): RowSync {
    if (this.#disputed.has(`${tenant}/${entity}/${id}`)) return 'needs_you';
    if (this.#quiet) return 'settled';
    const states = this.#database.all<{ state: string }>(
      `SELECT effect.state FROM touch JOIN effect USING (command) WHERE touch.tenant = ? AND touch.entity = ? AND touch.id = ?
       UNION SELECT state FROM effect WHERE target_id = ? AND target_entity = ? AND tenant = ?`,
      tenant, entity, id, id, entity, tenant,
    );
    if (states.some(({ state }) => state === 'needs_you')) return 'needs_you';
    return states.some(({ state }) => state === 'waiting') ? 'waiting' : 'settled';
  }

  /** The last pending command that changes the row; null for none. */
  commandOf(tenant: Id, entity: string, id: Id): Id | null {
    if (this.#quiet) return null;
    const found = this.#database.get<{ command: Id }>(
      `SELECT touch.command FROM touch JOIN effect USING (command)
       WHERE touch.tenant = ? AND touch.entity = ? AND touch.id = ? ORDER BY place DESC LIMIT 1`,
      tenant, entity, id,
    );
    return found?.command ?? null;
  }
}
