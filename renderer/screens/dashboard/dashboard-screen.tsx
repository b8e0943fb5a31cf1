import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { askAgain } from '../../data/query.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { moveTile, resizeTile, type Tile } from '../../ui/tiles.ts';
import { showToast } from '../../ui/toast.tsx';
import { AddPanel } from './add-panel.tsx';
import { withWidget } from './dashboard-layout.ts';
import styles from './dashboard.module.css';
import { useDashboard } from './use-dashboard.ts';
import { WIDGET_SIZES, type WidgetKind } from './widget-kinds.ts';
import { WidgetFrame } from './widget-frame.tsx';

/** DSH-01…04: each person's own widgets, on every device of theirs and without a network. */
export function DashboardScreen() {
  const { t } = useTranslation('dashboard');
  const { tiles, change } = useDashboard();
  const [editing, setEditing] = useState(false);
  const [adding, setAdding] = useState(false);
  const [carried, setCarried] = useState<WidgetKind | null>(null);
  const [said, setSaid] = useState('');
  const screen = useRef<HTMLDivElement>(null);
  const count = tiles?.length ?? 0;

  const begin = () => {
    setEditing(true);
    setAdding(true);
  };
  const end = () => {
    setEditing(false);
    setAdding(false);
  };
  useScreenCommands([
    { id: 'refresh', label: t('command.refresh'), icon: 'refresh', shortcut: 'refresh', run: () => askAgain('tickets.list', 'dashboard.trend', 'dashboard.myDay', 'dashboard.standing', 'outbox.list') },
    ...(editing
      ? [
          { id: 'add', label: t('command.add'), icon: 'plus', shortcut: 'create', look: 'outline', pressed: adding, run: () => setAdding((now) => !now) } as const,
          { id: 'done', label: t('command.done'), icon: 'check', shortcut: 'save', look: 'primary', run: end } as const,
        ]
      : [
          { id: 'edit', label: t('command.edit'), icon: 'edit', shortcut: 'edit', enabled: count > 0, reason: t('empty.title'), run: () => setEditing(true) } as const,
          { id: 'add', label: t('command.add'), icon: 'plus', shortcut: 'create', look: 'outline', run: begin } as const,
        ]),
  ]);
  // The panel that was closed took the focus with it; keys must go on working.
  useEffect(() => {
    if (!adding && document.activeElement === document.body) screen.current?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
  }, [adding]);
  if (tiles === null) return <div className={styles.screen} aria-busy />;

  const handleOf = (id: string) => screen.current?.querySelector<HTMLElement>(`[data-widget="${id}"]`);
  /** Says where the tile is now, and keeps the keyboard on it: the grid may have drawn it anew. */
  function arrange(next: readonly Tile[], id: string): void {
    flushSync(() => change(next));
    handleOf(id)?.focus();
    handleOf(id)?.scrollIntoView({ block: 'nearest' });
    const tile = next.find((one) => one.id === id);
    if (tile) setSaid(t('said.place', { title: t(`widget.${id}`), column: tile.x + 1, row: tile.y + 1, width: tile.w, height: tile.h }));
  }
  function add(kind: WidgetKind, at?: { readonly x: number; readonly y: number }): void {
    setCarried(null);
    change(withWidget(tiles ?? [], kind, at));
    setSaid(t('said.added', { title: t(`widget.${kind}`) }));
  }
  function close(id: string): void {
    const before = tiles ?? [];
    const next = before.filter((tile) => tile.id !== id);
    flushSync(() => change(next));
    const neighbour = next[0];
    if (neighbour) handleOf(neighbour.id)?.focus();
    showToast({ text: t('said.closed', { title: t(`widget.${id}`) }), undo: () => change(before) });
  }

  return (
    <div ref={screen} className={styles.screen}>
      <div className={styles.page}>
        {count === 0 && (
          <div className={styles.empty}>
            <EmptyState icon="dashboard" title={t('empty.title')} text={t('empty.text')}>
              {!adding && <Button look="primary" icon="plus" label={t('command.add')} shortcut="create" onClick={begin} />}
            </EmptyState>
          </div>
        )}
        <TileGrid
          tiles={tiles}
          editing={editing}
          onChange={change}
          incoming={carried === null ? null : WIDGET_SIZES[carried]}
          onDrop={(place) => carried !== null && add(carried, place)}
          draw={({ id }) => (
            <WidgetFrame
              // The tiles are made of kinds alone (dashboard-layout.ts).
              kind={id as WidgetKind}
              editing={editing}
              onMove={(right, down) => arrange(moveTile(tiles, id, right, down), id)}
              onResize={(wider, higher) => arrange(resizeTile(tiles, id, wider, higher), id)}
              onClose={() => close(id)}
            />
          )}
        />
        <p id="dashboard-keys" className="aloud">
          {t('keys')}
        </p>
        <p className="aloud" role="status">
          {said}
        </p>
      </div>
      {adding && <AddPanel placed={tiles.map((tile) => tile.id)} onAdd={add} onCarry={setCarried} onClose={() => setAdding(false)} />}
    </div>
  );
}
