import type { Id } from '#shared/domain/kernel/ids.ts';
import { DEFAULT_CLOSE_AFTER_MINUTES } from '#shared/domain/tickets/values.ts';
import type { AttachmentView, MessageView, NoteView, TicketDetail, TicketView } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { rowOfCells, shapeOf, type CellRow, type Row } from '../shape.ts';
import { RowMarks } from './row-marks.ts';
import { tenantNames } from './tenant-names.ts';

/** A ticket with all that hangs from it; `here` and `sent` of its files are the main thread's to say. */
export function ticketDetail(database: ReadDatabase, tenant: Id, id: Id): TicketDetail | undefined {
  return database.snapshot(() => {
    const ticket = rows(database, 'ticket', 'tenant = ? AND id = ?', [tenant, id])[0];
    if (ticket === undefined) return undefined;
    const marks = new RowMarks(database);
    const sync = (entity: string, row: Row) => marks.of(tenant, entity, row.id);
    const inTicket = (entity: string, order: string) => rows(database, entity, `tenant = ? AND ticket_id = ? ORDER BY ${order}`, [tenant, id]);
    const settings = rows(database, 'support_settings', 'tenant = ? AND id = ?', [tenant, tenant])[0];
    // The columns of each table are its entity's fields, by the registry.
    return {
      ticket: { ...ticket, tenant, tenantName: tenantNames(database).get(tenant) ?? '', sync: sync('ticket', ticket) } as unknown as TicketView,
      // What a person wrote stands before what it caused: both have the moment of typing.
      messages: inTicket('message', 'at, event IS NOT NULL, rid').map((row) => ({
        ...row,
        sync: sync('message', row),
        commandId: marks.commandOf(tenant, 'message', row.id),
      })) as unknown as MessageView[],
      notes: inTicket('internal_note', 'at, rid').map((row) => ({ ...row, sync: sync('internal_note', row) })) as unknown as NoteView[],
      attachments: inTicket('attachment', 'at, name, id').map((row) => ({
        ...row,
        sync: sync('attachment', row),
        here: false,
        sent: 0,
      })) as unknown as AttachmentView[],
      related: related(database, tenant, ticket.relatedTo),
      contacts: database.all('SELECT id, name FROM membership WHERE tenant = ? AND active = 1 ORDER BY name COLLATE NOCASE, id', tenant),
      agents: database.all('SELECT id, name FROM agent WHERE tenant = ? AND active = 1 ORDER BY name COLLATE NOCASE, id', tenant),
      closeAfterMinutes: typeof settings?.closeAfterMinutes === 'number' ? settings.closeAfterMinutes : DEFAULT_CLOSE_AFTER_MINUTES,
    };
  });
}

function related(database: ReadDatabase, tenant: Id, id: unknown): TicketDetail['related'] {
  if (typeof id !== 'string') return null;
  return database.get<NonNullable<TicketDetail['related']>>('SELECT id, number, title FROM ticket WHERE tenant = ? AND id = ?', tenant, id) ?? null;
}

function rows(database: ReadDatabase, entity: string, where: string, values: readonly string[]): Row[] {
  const shape = shapeOf(entity);
  if (shape === undefined) return [];
  return database.all<CellRow>(`${shape.select} WHERE ${where}`, ...values).map((row) => rowOfCells(shape, row));
}
