import type pg from 'pg';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import type { Transaction } from './tenant-transaction.ts';

/** Numbers that people see, from a sequence of the vendor's: gaps are allowed, and no tenant waits for another (sync.md). */
function sequenceOf(vendor: Id): string {
  return `app.number_${idSchema.parse(vendor).replaceAll('-', '_')}`;
}

export async function makeSequence(owner: pg.Pool, vendor: Id, first: number): Promise<void> {
  const name = sequenceOf(vendor);
  await owner.query(`create sequence if not exists ${name} start ${Math.trunc(first)}; grant usage on ${name} to sportello_app`);
}

export async function nextNumbers(transaction: Transaction, vendor: Id, count: number): Promise<number[]> {
  const rows = await transaction.query<{ number: number }>(
    'numbers.next',
    'select nextval($1::regclass) as number from generate_series(1, $2::int)',
    [sequenceOf(vendor), count],
  );
  return rows.map((row) => row.number);
}
