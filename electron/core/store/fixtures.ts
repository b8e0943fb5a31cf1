import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { entityOf } from '#shared/domain/registry.ts';
import type { CommandResult, Cursor, PageHead, Table } from '#shared/api/sync.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { cellsOfValues, shapeOf } from './cache/shape.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import type { NewCommand, OpenReport, Store } from './store.ts';

/* What the tests of this room share: a desk in a temporary folder, commands as a person gives them, pages as the cloud sends them. */

export const NOW = Date.UTC(2026, 0, 15, 9);
export const TENANT: Id = '11111111-1111-4111-8111-111111111111';
export const OTHER: Id = '22222222-2222-4222-8222-222222222222';
export const MARIO: Actor = {
  personId: '33333333-3333-4333-8333-333333333333', name: 'MARIO ROSSI', email: 'mario.rossi@rossisrl.example', side: 'customer', roles: ['user'],
};
export const NICOLO: Actor = {
  personId: '44444444-4444-4444-8444-444444444444', name: 'NICOLÒ RUGGERI', email: 'nicolo.ruggeri@nts.example', side: 'vendor', roles: ['operator'],
};

export function newId(): Id {
  return randomUUID();
}

export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'sportello-store-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Opens a desk and closes it after the work, the folder with it unless it is the caller's. */
export async function withStore<T>(
  work: (store: Store, report: OpenReport, folder: string) => Promise<T>,
  options: Partial<StoreOptions> = {},
): Promise<T> {
  const own = options.folder === undefined ? temporaryFolder() : undefined;
  const folder = options.folder ?? own?.folder ?? '';
  const { store, report } = await openStore({ now: () => NOW, ...options, folder });
  try {
    return await work(store, report, folder);
  } finally {
    await store.close();
    own?.remove();
  }
}

/** A command as the core makes it, ready for the log. */
export function command(name: string, input: unknown, change: Partial<NewCommand> & { now?: number } = {}): NewCommand {
  const { now = NOW, ...rest } = change;
  return {
    id: newId(), tenant: TENANT, name, actor: MARIO, heldUntil: null, toConfirm: false, savedAt: now,
    body: JSON.stringify({ name, schema: 1, input, now, typed: now, bases: {} }),
    ...rest,
  };
}

export function createTicketInput(ticketId: Id, title = 'Stampa ferma', change: Record<string, unknown> = {}) {
  return {
    ticketId, title, description: richTextOf('La stampante non risponde.\nDa ieri.'), type: 'assistance', area: 'systems', priority: 'normal',
    blocking: null, email: MARIO.email, phone: '', contactPreference: 'web', contactId: null, relatedTo: null, capsule: null, files: [], ...change,
  };
}

export function replyInput(ticketId: Id, text: string, change: Record<string, unknown> = {}) {
  return {
    ticketId, messageId: newId(), eventId: newId(), body: richTextOf(text), close: false, reopen: false, ask: false, priority: null, contactId: null,
    files: [], ...change,
  };
}

export interface CloudRow {
  readonly entity: string;
  readonly id: Id;
  readonly seq: number;
  readonly rev?: number;
  /** Undefined for a tombstone. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export function cloudTicket(id: Id, seq: number, change: Record<string, unknown> = {}): CloudRow {
  return {
    entity: 'ticket', id, seq,
    values: {
      number: 1000 + seq, title: `Richiesta ${seq}`, description: richTextOf('Prima riga'), plain: 'Prima riga', type: 'assistance', area: 'management',
      priority: 'normal', blockingReason: null, status: 'unassigned', private: false, requesterId: MARIO.personId, requesterName: MARIO.name, contactId: MARIO.personId,
      contactName: MARIO.name, email: MARIO.email, accountEmail: MARIO.email, phone: '', contactPreference: 'web', operatorId: null, operatorName: null,
      createdAt: NOW - 3_600_000, updatedAt: NOW - 3_600_000, lastReplyAt: NOW - 3_600_000, closedAt: null, relatedTo: null, capsule: null, fingerprint: null,
      plannedDays: 5, dueAt: NOW + 5 * 86_400_000, pausedAt: null, pausedFor: 0, breachedAt: null, rating: null, ratingWords: null, ratedAt: null,
      solutionId: null, mergedInto: null, ...change,
    },
  };
}

export function cloudMessage(id: Id, ticketId: Id, seq: number, text: string): CloudRow {
  return {
    entity: 'message', id, seq,
    values: { ticketId, body: richTextOf(text), plain: text, event: null, authorId: NICOLO.personId, authorName: NICOLO.name, authorSide: 'vendor', at: NOW - 1000 },
  };
}

/** A page whose tables were read already. */
export type ReadPage = PageHead & { readonly tables: readonly Table[] };

/** A page as the cloud sends it; complete unless said otherwise. */
export function page(seq: number, rows: readonly CloudRow[], change: Partial<ReadPage> = {}): ReadPage {
  const entities = [...new Set(rows.map((row) => row.entity))];
  return {
    state: 'page', rows: rows.length, tables: entities.map((entity) => tableOf(entity, rows.filter((row) => row.entity === entity))), results: [], gone: [],
    cursor: { seq, mark: markOf(seq) }, complete: true, remaining: 0, now: NOW, ...change,
  };
}

function tableOf(entity: string, rows: readonly CloudRow[]): Table {
  const shape = shapeOf(entity);
  const columns = shape && entityOf(entity) ? shape.columns.map((column) => column.name) : [...new Set(rows.flatMap((row) => Object.keys(row.values ?? {})))];
  return {
    entity,
    columns: ['id', 'seq', 'rev', 'field_rev', 'deleted', ...columns],
    rows: rows.map(({ id, seq, rev = 1, values }) => {
      const cells = values && shape ? cellsOfValues(shape, values) : (values as Record<string, string | number | null> | undefined);
      return [id, seq, rev, '{}', values ? 0 : 1, ...columns.map((column) => cells?.[column] ?? null)];
    }),
  };
}

export function markOf(seq: number): string {
  return seq === 0 ? '' : `mark-${seq}`;
}
export function cursorAt(seq: number): Cursor {
  return { seq, mark: markOf(seq) };
}

export function accepted(commandId: Id, seq: number, given: { entity: string; id: Id; values: Record<string, number> }[] = []): CommandResult {
  return { commandId, number: 1, seq, arrival: NOW + 1000, outcome: { state: 'accepted', remarks: [], given, conflicts: 0 } };
}
export function refused(commandId: Id, seq: number, code = 'ticket.take.taken'): CommandResult {
  return { commandId, number: 1, seq, arrival: NOW + 1000, outcome: { state: 'refused', refusal: { code, why: 'state', facts: {} } } };
}

export const ALL: TicketQuery = {
  tenant: null, sort: 'created', code: null, status: 'any', priority: null, type: null, createdFrom: null, createdTo: null, text: null, operator: 'any', due: 'any', onlyPrivate: false,
};
