import type pg from 'pg';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { documentFile } from '#shared/domain/library/entities.ts';
import { attachment } from '#shared/domain/tickets/entities.ts';
import { seen, tableOf } from './seen.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

/** Files of requests and of documents: one of them has the id (sync.md, Attachments). */
const FILES = [attachment, documentFile] as const;

/** A file as its row says, for whoever may see the row. */
export interface AttachmentRow {
  readonly id: Id;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly state: 'arriving' | 'available' | 'missing';
  readonly by_id: Id;
  readonly entity: (typeof FILES)[number]['name'];
  /** By content, once the bytes are here. */
  readonly sniffed: string | null;
}

/** Undefined where there is no such row in the seat's tenant, or it is not for the seat's eyes. */
export async function attachmentOf(app: pg.Pool, seat: Seat, id: Id): Promise<AttachmentRow | undefined> {
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    for (const entity of FILES) {
      const [row] = await transaction.query<AttachmentRow & { [column: string]: unknown }>(
        `${entity.name}.one`,
        `select a.id, a.name, a.size, a.sha256, a.state, a.by_id, f.mime as sniffed, '${entity.name}' as entity
           from ${tableOf(entity)} a left join app.attachment_file f on f.tenant_id = a.tenant_id and f.attachment_id = a.id
          where a.tenant_id = $1 and a.id = $2 and not a.deleted and ${seen(entity, 'a', { person: '$3', names: '$4', sight: '$5' })}`,
        [seat.tenant, id, seat.person, [entity.name], seat.sight],
      );
      if (row) return row;
    }
    return undefined;
  });
}

/** Remembers which bytes an attachment has, and what they are by content. */
export async function rememberFile(app: pg.Pool, seat: Seat, file: { id: Id; sha256: string; mime: string; size: number; at: number }): Promise<void> {
  await inTenant(app, seat, 'write', (transaction) =>
    transaction.query(
      'attachment.file',
      `insert into app.attachment_file (tenant_id, attachment_id, sha256, mime, size, stored_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, attachment_id) do update set sha256 = $3, mime = $4, size = $5`,
      [seat.tenant, file.id, file.sha256, file.mime, file.size, file.at],
    ),
  );
}

/** Files whose bytes have not come since before `before` (ms). */
export async function arrivingSince(app: pg.Pool, seat: Seat, before: number): Promise<Id[]> {
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    const rows = await transaction.query<{ id: Id }>(
      'attachment.arriving',
      `select id from (${FILES.map((entity) => `select id, at from ${tableOf(entity)} where tenant_id = $1 and state = 'arriving' and not deleted and at < $2`).join(' union all ')}) late order by at limit 1000`,
      [seat.tenant, before],
    );
    return rows.map(({ id }) => id);
  });
}
