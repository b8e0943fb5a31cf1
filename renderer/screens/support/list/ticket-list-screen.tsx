import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { askAgain, useQueryOf } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { mayInSession, useCompany, useSession } from '../../../data/use-session.ts';
import { useDensity } from '../../../data/use-settings.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { RpcFailure } from '../../../bridge.ts';
import { formatNumber } from '../../../format.ts';
import { DataGrid, type GridLayout } from '../../../grid/data-grid.tsx';
import { usePages } from '../../../grid/use-pages.ts';
import { useScreenCommands } from '../../../state/commands.ts';
import { useIsActive } from '../../../state/document.ts';
import { isShortcut, onMac } from '../../../state/shortcuts.ts';
import { openInWindow, useTabs } from '../../../state/tabs.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { fetchEditorWhenIdle } from '../editor/lazy-editor.tsx';
import { openReply } from '../parts/reply-wish.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FilterPanel, type FilterHandle } from './filter-panel.tsx';
import { markColumn } from './mark-column.tsx';
import { withoutFilters } from './list-query.ts';
import { NoRequests } from './no-requests.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { gridSort, sortOfColumn, ticketColumns, toneOf } from './ticket-columns.tsx';
import { useListQuery } from './use-list-query.ts';
import { useListTriage } from './use-list-triage.tsx';
import { ViewsDialog } from './views-dialog.tsx';
import styles from './list.module.css';

/** The list of requests (LST-01…06); shown as soon as the remembered choices are known (LST-02). */
export function TicketListScreen() {
  const company = useCompany();
  const { query, layout, apply, arrange } = useListQuery(company?.id ?? null);
  return query === null ? <div className={styles.screen} aria-busy /> : <TicketList query={query} layout={layout} onApply={apply} onArrange={arrange} />;
}

interface TicketListProps {
  readonly query: TicketQuery;
  readonly layout: GridLayout;
  readonly onApply: (query: TicketQuery) => void;
  readonly onArrange: (layout: GridLayout) => void;
}

function TicketList({ query, layout, onApply, onArrange }: TicketListProps) {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const session = useSession();
  const now = useNow();
  const filters = useRef<FilterHandle>(null);
  const { count, rowAt, onRange, head, failed, loading } = usePages('tickets.list', { query });
  const [selected, setSelected] = useState<TicketRow | null>(null);
  const row = useCurrentRow(selected, count, rowAt);

  // Whoever comes to the list, also by a click in the menu, goes on with the arrow keys, unless they already are in a field.
  const main = useRef<HTMLDivElement>(null);
  const active = useIsActive();
  const filled = count > 0;
  useEffect(() => {
    const here = document.activeElement;
    if (active && filled && (here === document.body || here?.id === 'screen' || here?.closest('#side-menu'))) main.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, [active, filled]);

  useEffect(fetchEditorWhenIdle, []);

  const several = session.tenants.length > 1 && query.tenant === null;
  const [marked, setMarked] = useState<readonly TicketRow[]>([]);
  const [dialog, setDialog] = useState<'views' | 'csv' | null>(null);
  const toggle = (one: TicketRow) => setMarked((rows) => (rows.some((row) => sameRow(row, one)) ? rows.filter((row) => !sameRow(row, one)) : [...rows, one]));
  const operator = mayInSession(session, 'ticket.take');
  const compact = useDensity() === 'compact';
  const columns = useMemo(() => {
    const usual = ticketColumns(t, tService, now, several, operator, compact);
    return operator ? [markColumn(tService, (one) => marked.some((row) => sameRow(row, one)), toggle), ...usual] : usual;
  }, [t, tService, now, several, operator, compact, marked]);
  const mayCreate = mayInSession(session, 'ticket.create', query.tenant ?? undefined);
  const mayReply = row !== null && mayInSession(session, 'ticket.reply', row.tenant);
  const triage = useListTriage(row, marked, setMarked);

  function open(wanted: TicketRow, newWindow: boolean): void {
    const parameters = { tenant: wanted.tenant, id: wanted.id };
    if (newWindow) openInWindow('ticket.detail', parameters);
    else useTabs.getState().open('ticket.detail', parameters, wanted.title);
  }
  // The same function, so that the panel of filters is not drawn again with each row that is chosen (P10).
  const applyQuery = useCallback(
    (next: TicketQuery) => {
      setSelected(null);
      // What is not listed any more is not silently done along.
      setMarked([]);
      onApply(next);
    },
    [onApply],
  );
  const create = () => useTabs.getState().open('ticket.new');
  const reply = row !== null && mayReply ? () => openReply(row.tenant, row.id, row.title) : null;
  const choose = t('list.choose_first');

  useScreenCommands([
    ...(mayCreate ? [{ id: 'new', label: t('command.new'), icon: 'plus', shortcut: 'create', look: 'primary', run: create } as const] : []),
    { id: 'open', label: t('command.open'), icon: 'show', shortcut: 'open', look: 'outline', enabled: row !== null, reason: choose, run: () => row && open(row, false) },
    { id: 'reply', label: t('command.reply'), icon: 'message', shortcut: 'reply', enabled: reply !== null, reason: choose, run: () => reply?.() },
    ...triage.commands,
    { id: 'views', label: tService('views.title'), icon: 'filter', shortcut: 'views', group: 2, run: () => setDialog('views') },
    { id: 'csv', label: tService('csv.command'), icon: 'download', shortcut: 'exportCsv', group: 2, enabled: count > 0, reason: t('list.none'), run: () => setDialog('csv') },
    { id: 'refresh', label: t('command.refresh'), icon: 'refresh', shortcut: 'refresh', group: 2, run: () => askAgain('tickets.list', 'tickets.get') },
  ]);

  /** Type to find: a letter typed in the list goes on in the field for words. */
  function typed(event: KeyboardEvent<HTMLElement>): void {
    if (operator && row !== null && event.target instanceof HTMLElement && event.target.role === 'grid' && isShortcut(event, 'mark', onMac())) {
      event.preventDefault();
      toggle(row);
      return;
    }
    const letter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!letter || !(event.target instanceof HTMLElement) || event.target.role !== 'grid') return;
    event.preventDefault();
    filters.current?.find(event.key);
  }

  const nothingAtAll = head?.counts.all === 0;
  const empty = loading ? (
    <div aria-busy />
  ) : nothingAtAll ? (
    <NoRequests onCreate={mayCreate ? create : null} />
  ) : (
    <EmptyState icon="filter" title={t('list.no_match')} text={t('list.no_match.text', { count: head?.counts.all ?? 0 })}>
      <Button look="primary" label={t('filter.clear')} onClick={() => applyQuery(withoutFilters(query))} />
    </EmptyState>
  );

  return (
    <div className={styles.screen}>
      <div ref={main} className={styles.main} onKeyDown={typed}>
        {failed && (
          <Notice tone="error" live>
            {failed instanceof RpcFailure ? sentenceOf(failed.code, failed.details) : sentenceOf('unexpected')}
          </Notice>
        )}
        {marked.length > 0 && <BulkBar count={marked.length} bulk={triage.bulk} onClear={() => setMarked([])} />}
        <DataGrid
          label={t('list.title')}
          columns={columns}
          count={count}
          rowAt={rowAt}
          rowKey={(one) => `${one.tenant}/${one.id}`}
          onRange={onRange}
          sort={gridSort(query.sort)}
          onSort={(column) => applyQuery({ ...query, sort: sortOfColumn(column, query.sort) })}
          selectedKey={row && `${row.tenant}/${row.id}`}
          onSelect={setSelected}
          onOpen={open}
          rowTone={toneOf}
          layout={layout}
          onLayout={onArrange}
          empty={empty}
        />
        {row && count > 0 && <ReadingPane row={row} now={now} onReply={reply} />}
      </div>
      {triage.dialogs}
      {dialog === 'views' && <ViewsDialog query={query} layout={layout} onLayout={onArrange} onApply={applyQuery} onClose={() => setDialog(null)} />}
      {dialog === 'csv' && <ExportDialog query={query} marked={marked} onClose={() => setDialog(null)} />}
      <FilterPanel
        ref={filters}
        applied={query}
        onApply={applyQuery}
        operator={operator}
        found={head === undefined ? '' : t('list.found', { count: head.total, found: formatNumber(head.total), all: formatNumber(head.counts.all) })}
      />
    </div>
  );
}

const sameRow = (one: TicketRow, other: TicketRow) => one.id === other.id && one.tenant === other.tenant;

/**
 * The chosen row as it is now, also when what happened to it took it out of this list, such as *Prendi in carico* where
 * *Non assegnati* are shown.
 */
function useCurrentRow(selected: TicketRow | null, count: number, rowAt: (index: number) => TicketRow | undefined): TicketRow | null {
  const inSight = useMemo(() => {
    // Nobody has chosen yet: the first one is read.
    if (selected === null) return rowAt(0) ?? null;
    for (let index = 0; index < count && index < 2_000; index += 1) {
      const row = rowAt(index);
      if (row?.id === selected.id && row.tenant === selected.tenant) return row;
    }
    return null;
  }, [selected, count, rowAt]);
  // The reading pane asks the same, so that this costs nothing.
  const kept = selected ?? { tenant: '', id: '' };
  const live = useQueryOf('tickets.get', { tenant: kept.tenant, id: kept.id }, { enabled: selected !== null && inSight === null }).data?.ticket;
  if (selected === null || inSight !== null) return inSight;
  return live === undefined ? selected : { ...selected, ...live };
}
