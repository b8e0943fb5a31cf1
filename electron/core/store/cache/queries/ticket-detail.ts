import type { Id } from '#shared/domain/kernel/ids.ts';
import { calendarSchema, DEFAULT_CALENDAR } from '#shared/domain/sla/calendar.ts';
import { DEFAULT_CLOSE_AFTER_MINUTES } from '#shared/domain/tickets/values.ts';
import type { AttachmentView, MessageView, RelatedTicket, NoteView, TicketDetail, TicketView } from '#shared/rpc/contract.ts';
import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';
import { readMeta } from '../feed-meta.ts';
import { rowOfCells, shapeOf, type CellRow, type Row } from '../shape.ts';
import { asView } from './as-view.ts';
import { RowMarks } from './row-marks.ts';
import { knownTenants } from './known-tenants.ts';

/** A ticket with all that hangs from it; `here` and `sent` of its files are the main thread's to say. */
export function ticketDetail(database: ReadDatabase, tenant: Id, id: Id): TicketDetail | undefined {
  return database.snapshot(() => {
    const { feed } = readMeta(database, tenant);
    const ticket = rows(database, 'ticket', 'feed = ? AND id = ?', [feed, id])[0];
    if (ticket === undefined) return undefined;
    const marks = new RowMarks(database);
    const sync = (entity: string, row: Row) => marks.of(tenant, entity, row.id);
    const inTicket = (entity: string, order: string) => rows(database, entity, `feed = ? AND ticket_id = ? ORDER BY ${order}`, [feed, id]);
    const settings = rows(database, 'support_settings', 'feed = ? AND id = ?', [feed, tenant])[0];
    return {
      ticket: asView<TicketView>({ ...ticket, tenant, tenantName: knownTenants(database).get(feed)?.name ?? '', sync: sync('ticket', ticket) }),
      // What a person wrote stands before what it caused: both have the moment of typing.
      messages: inTicket('message', 'at, event IS NOT NULL, rid').map((row) =>
        asView<MessageView>({ ...row, sync: sync('message', row), commandId: marks.commandOf(tenant, 'message', row.id) }),
      ),
      notes: inTicket('internal_note', 'at, rid').map((row) => asView<NoteView>({ ...row, sync: sync('internal_note', row) })),
      attachments: inTicket('attachment', 'at, name, id').map((row) => asView<AttachmentView>({ ...row, sync: sync('attachment', row), here: false, sent: 0 })),
      related: related(database, feed, ticket),
      contacts: database.all('SELECT id, name FROM membership WHERE feed = ? AND active = 1 ORDER BY name COLLATE NOCASE, id', feed),
      agents: database.all('SELECT id, name FROM agent WHERE feed = ? AND active = 1 ORDER BY name COLLATE NOCASE, id', feed),
      closeAfterMinutes: typeof settings?.closeAfterMinutes === 'number' ? settings.closeAfterMinutes : DEFAULT_CLOSE_AFTER_MINUTES,
      calendar: calendarSchema.safeParse(settings?.calendar).data ?? DEFAULT_CALENDAR,
    };
  });
}

/** Both ways, the request's own links first; one that is not on this desk is left out. */
function related(database: ReadDatabase, feed: number, { id, relatedTo, mergedInto }: Row): RelatedTicket[] {
  const select = 'SELECT id, number, title, status FROM ticket WHERE feed = ? AND';
  const asked: [RelatedTicket['how'], string, unknown][] = [
    ['merged_into', `${select} id = ?`, mergedInto],
    ['follows', `${select} id = ?`, relatedTo],
    ['followed_by', `${select} related_to = ? ORDER BY created_at`, id],
    ['merged_from', `${select} merged_into = ? ORDER BY created_at`, id],
  ];
  return asked.flatMap(([how, sql, value]) =>
    typeof value === 'string' ? database.all<Omit<RelatedTicket, 'how'>>(sql, feed, value).map((row) => ({ ...row, how })) : [],
  );
}

function rows(database: ReadDatabase, entity: string, where: string, values: readonly Cell[]): Row[] {
  const shape = shapeOf(entity);
  if (shape === undefined) return [];
  return database.all<CellRow>(`${shape.select} WHERE ${where}`, ...values).map((row) => rowOfCells(shape, row));
}
