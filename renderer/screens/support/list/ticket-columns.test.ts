import { isValidElement, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { LANGUAGES, MESSAGES, type Language } from '#shared/locales/messages.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { formatDuration } from '../../../format.ts';
import { columnsInRoom } from '../../../grid/columns-in-room.ts';
import { gridSort, sortOfColumn, ticketColumns, toneOf } from './ticket-columns.tsx';

const HOUR = 3_600_000;
const NOW = new Date(2026, 10, 20, 12).getTime();
const row: TicketRow = {
  id: '1', rev: 1, tenant: 't', tenantName: 'ROSSI SRL', sync: 'settled', number: 1472, title: 'Nota di accredito', firstLine: 'Buon pomeriggio', type: 'assistance',
  area: 'systems', priority: 'high', status: 'in_progress', private: false, requesterName: 'MARIO ROSSI', operatorId: null, operatorName: null,
  createdAt: NOW - 52 * HOUR, updatedAt: NOW - 3 * HOUR, lastReplyAt: NOW - 2 * HOUR, closedAt: null, dueAt: NOW + 30 * HOUR, pausedAt: null, breachedAt: null,
};
/** The words are the locales' own; here their keys and what they are filled with are looked at. (i18next brands its function's type.) */
const words = ((key: string, facts?: object) => [key, ...Object.values(facts ?? {})].join(' ')) as unknown;
const [t, tService] = [words as TFunction<'support'>, words as TFunction<'service'>];

/** The two lines of one cell. */
function lines(name: string, of: TicketRow, companies = false): readonly ReactNode[] {
  const cell = ticketColumns(t, tService, NOW, companies).find((column) => column.id === name)?.cell(of);
  if (!isValidElement<{ first: ReactNode; second: ReactNode }>(cell)) throw new Error(`no cell ${name}`);
  return [cell.props.first, cell.props.second];
}

test('LST-03: an open request shows how long it waits since it was created, and when that was', () => {
  expect(lines('waiting', row)).toEqual([formatDuration(52 * HOUR), 'list.created 18/11 08:00']);
});

test('LST-03: a closed request shows since when it is closed', () => {
  expect(lines('waiting', { ...row, status: 'closed', closedAt: NOW - 20 * HOUR })).toEqual([`list.closed_since ${formatDuration(20 * HOUR)}`, 'list.closed 19/11 16:00']);
});

test('LST-03: requester, area by its short name, first line, operator or that there is none', () => {
  expect(lines('requester', row)).toEqual(['MARIO ROSSI', 'area.systems.short']);
  expect(lines('requester', row, true)).toEqual(['MARIO ROSSI', 'ROSSI SRL · area.systems.short']);
  expect(lines('request', row)[1]).toBe('Buon pomeriggio');
  expect(lines('priority', row)[1]).toBe('operator.none');
  expect(lines('priority', { ...row, operatorName: 'N. RUGGERI' })[1]).toBe('N. RUGGERI');
});

test('LST-05: only closed requests stand on grey', () => {
  expect(toneOf({ status: 'closed' })).toBe('quiet');
  expect(toneOf({ status: 'waiting_for_customer' })).toBe('plain');
});

test('SLA-01: the due date stands in words beside its bar, for what runs, is late, or stands still; not for what is closed', () => {
  const said = (change: Partial<TicketRow>) => ticketColumns(t, tService, NOW, false).find((column) => column.id === 'due')?.text({ ...row, ...change });
  expect(said({})).toBe('due.by 21/11');
  expect(said({ dueAt: NOW + 2 * HOUR })).toBe('due.by due.today 14:00');
  expect(said({ dueAt: NOW - HOUR })).toBe('due.overdue due.today 11:00');
  expect(said({ pausedAt: NOW - HOUR })).toBe('due.paused 21/11');
  expect(said({ dueAt: NOW - HOUR, pausedAt: NOW - 2 * HOUR })).toBe('due.paused due.today 11:00');
  expect(said({ dueAt: null })).toBe('');
  expect(said({ status: 'closed', closedAt: NOW })).toBe('');
});

test('LST-01: a click on the due date sorts by it, a second one back by the last reply', () => {
  expect(sortOfColumn('due', 'created')).toBe('due');
  expect(sortOfColumn('due', 'due')).toBe('last_reply');
  expect(gridSort('due')).toEqual({ column: 'due', direction: 'ascending' });
});

test('LST-07: on a screen of 1280 px a technician sees status, person, priority and due date, and room is left for the title', () => {
  // What the menu, the filters, the marks and the bar that scrolls leave.
  const room = 1280 - 232 - 208 - 40 - 12;
  const told = (language: Language, namespace: 'support' | 'service') => ((key: string, facts: Record<string, string> = {}) => (MESSAGES[language][namespace][key] ?? key).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => facts[name] ?? '')) as unknown;
  for (const language of LANGUAGES) {
    const columns = (compact: boolean) =>
      columnsInRoom(ticketColumns(told(language, 'support') as TFunction<'support'>, told(language, 'service') as TFunction<'service'>, NOW, true, true, compact), {}, room);
    const shown = columns(false);
    // On rows of one line the person who works on it needs the room beside the priority.
    expect(columns(true).find(({ id }) => id === 'priority')?.width).toBeGreaterThanOrEqual(190);
    expect(shown.map(({ id }) => id)).toEqual(['request', 'requester', 'status', 'priority', 'due']);
    expect(room - shown.slice(1).reduce((sum, { width }) => sum + width, 0)).toBeGreaterThanOrEqual(190);
  }
});
