import type pg from 'pg';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import { statementsOf } from './entity-statements.ts';
import { namesOf } from './pages.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

/** One row of any entity as the seat may see it, by field name; undefined where there is none. */
export async function readRow(app: pg.Pool, seat: Seat, entity: Entity, id: Id): Promise<(Record<string, unknown> & { rev: number }) | undefined> {
  return inTenant(app, seat, 'write', async (transaction) => {
    const statements = statementsOf(entity);
    const [row] = await transaction.query<{ rev: number; deleted: boolean; [column: string]: unknown }>(`${entity.name}.lock`, statements.lockById, [seat.tenant, [id], seat.person, namesOf(ENTITIES), seat.sight]);
    if (!row || row.deleted) return undefined;
    return { ...Object.fromEntries(statements.columns.map(({ field, column }) => [field, row[column]])), rev: row.rev };
  });
}
