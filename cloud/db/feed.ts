import { randomBytes } from 'node:crypto';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import type { Transaction } from './tenant-transaction.ts';

export interface FeedHead extends Cursor {
  readonly horizon: number;
}

/** The last number that can be seen, and below which seq no tombstones are kept. A feed begins at 0 with no mark. */
export async function headOf(transaction: Transaction, tenant: Id): Promise<FeedHead> {
  const [row] = await transaction.query<{ seq: number; mark: string; horizon: number }>(
    'feed.head',
    'select seq, mark, horizon from app.feed where tenant_id = $1',
    [tenant],
  );
  return row ?? { seq: 0, mark: '', horizon: 0 };
}

/**
 * The mark of a number; undefined where this feed never had that number. Below the horizon the horizon's own stands for
 * every number: a cursor that has it began from zero when the tombstones were gone already, an older one has another.
 */
export async function markOf(transaction: Transaction, tenant: Id, seq: number): Promise<string | undefined> {
  if (seq === 0) return '';
  const [row] = await transaction.query<{ mark: string }>(
    'feed.mark',
    'select m.mark from app.feed f join app.feed_mark m on m.tenant_id = $1 and m.seq = greatest($2, f.horizon) where f.tenant_id = $1',
    [tenant, seq],
  );
  return row?.mark;
}

/**
 * Takes the tenant's next number. To be called last before the writes: the row's lock is held to the commit, so that no
 * later number can be seen before this one (I6).
 */
export async function takeSeq(transaction: Transaction, tenant: Id, at: number): Promise<number> {
  const mark = randomBytes(8).toString('hex');
  const [row] = await transaction.query<{ seq: number }>(
    'feed.take',
    `with taken as (
       insert into app.feed as f (tenant_id, seq, mark) values ($1, 1, $2)
       on conflict (tenant_id) do update set seq = f.seq + 1, mark = $2 returning seq
     )
     insert into app.feed_mark (tenant_id, seq, mark, at) select $1, seq, $2, $3 from taken returning seq`,
    [tenant, mark, at],
  );
  if (!row) throw new Error('the feed gave no number');
  return row.seq;
}
