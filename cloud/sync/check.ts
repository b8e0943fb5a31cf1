import type pg from 'pg';
import type { CheckReply, CheckRequest, Sum } from '#shared/api/sync.ts';
import { seatOf, type Seating } from '#cloud/auth/access.ts';
import { statementsOf } from '#cloud/db/entity-statements.ts';
import { headOf } from '#cloud/db/feed.ts';
import { namesOf } from '#cloud/db/pages.ts';
import { inTenant } from '#cloud/db/tenant-transaction.ts';
import { visibleEntities } from './pull.ts';

/**
 * What a desk that has everything should have, as sums (sync.md, Cloud: pull). Only for a cursor that is the feed's head;
 * any other has a pull to make first.
 */
export async function check(app: pg.Pool, seating: Seating, { tenant, cursor, scope }: CheckRequest, now: number): Promise<CheckReply> {
  const seat = seatOf(seating);
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    const head = await headOf(transaction, tenant);
    if (scope !== seating.scope || cursor.seq !== head.seq || cursor.mark !== head.mark) return { state: 'moved', now };
    const visible = visibleEntities(seating);
    const names = namesOf(visible);
    const sums = visible.map(async (entity): Promise<Sum> => {
      const [row] = await transaction.query<{ rows: number; sum: number }>(`${entity.name}.sums`, statementsOf(entity).sums, [tenant, seat.person, names, seat.sight]);
      return { entity: entity.name, rows: row?.rows ?? 0, sum: row?.sum ?? 0 };
    });
    return { state: 'sums', sums: await Promise.all(sums), now };
  });
}
