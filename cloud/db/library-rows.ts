import type pg from 'pg';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

/** What is compared of a document on both sides. `updated_at` is ms. */
export interface DocumentMark {
  readonly id: Id;
  readonly version: number;
  readonly state: string;
  readonly updated_at: number;
}

/** The tenant's own documents that readers have or had; `fromVendor`: the copies of its vendor's instead. */
export function documentMarks(app: pg.Pool, seat: Seat, fromVendor: boolean): Promise<DocumentMark[]> {
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    const rows = await transaction.query<{ id: Id; version: string; state: string; updated_at: string; [column: string]: unknown }>(
      'library.marks',
      `select id, version, state, updated_at from app.document
        where tenant_id = $1 and from_vendor = $2 and state in ('published', 'withdrawn') and not deleted order by id`,
      [seat.tenant, fromVendor],
    );
    return rows.map((row) => ({ id: row.id, state: row.state, version: Number(row.version), updated_at: Number(row.updated_at) }));
  });
}
