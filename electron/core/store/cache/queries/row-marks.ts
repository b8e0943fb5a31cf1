import type { Id } from '#shared/domain/kernel/ids.ts';
import type { RowSync } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';

/** Where rows stand between this desk and the cloud, by the pending commands that change or are about them. */
export class RowMarks {
  readonly #database: ReadDatabase;
  /** With nothing pending every row is settled, without asking row by row. */
  readonly #quiet: boolean;

  constructor(database: ReadDatabase) {
    this.#database = database;
    this.#quiet = database.get('SELECT 1 FROM effect LIMIT 1') === undefined;
  }

  of(tenant: Id, entity: string, id: Id): RowSync {
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
