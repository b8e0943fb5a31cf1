import { useMemo, type ReactNode } from 'react';
import { GridLayout, useContainerWidth } from 'react-grid-layout';
import 'react-grid-layout/css/styles.css';
import { styleNonce } from './style-nonce.ts';
import { COLUMNS, GAP, ROW, type Tile } from './tiles.ts';
import styles from './tile-grid.module.css';

// react-draggable writes a style element while something is dragged, and looks for the policy's nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

interface TileGridProps {
  readonly tiles: readonly Tile[];
  /** Whether tiles can be dragged by their `data-handle`, resized at a corner, and dropped from outside. */
  readonly editing: boolean;
  readonly onChange: (tiles: readonly Tile[]) => void;
  /** What is being dragged in from outside (HTML drag and drop), in columns and rows; null for nothing of ours. */
  readonly incoming: { readonly w: number; readonly h: number } | null;
  readonly onDrop: (place: { readonly x: number; readonly y: number }) => void;
  readonly draw: (tile: Tile) => ReactNode;
}

const INCOMING = '__incoming__';

/** Tiles on twelve columns that give way to one another; by pointer here, by keyboard through `tiles.ts` (DSH-04). */
export function TileGrid({ tiles, editing, onChange, incoming, onDrop, draw }: TileGridProps) {
  const { width, containerRef, mounted } = useContainerWidth();
  const layout = useMemo(() => tiles.map(({ id, x, y, w, h, minW, minH }) => ({ i: id, x, y, w, h, minW, minH })), [tiles]);
  const take = (next: readonly { i: string; x: number; y: number; w: number; h: number }[]) => {
    const placed = tiles.map((tile) => {
      const at = next.find((item) => item.i === tile.id);
      return at ? { ...tile, x: at.x, y: at.y, w: at.w, h: at.h } : tile;
    });
    onChange(placed);
  };
  return (
    <div ref={containerRef} className={styles.place}>
      {mounted && (
        <GridLayout
          className={styles.grid ?? ''}
          width={width}
          layout={layout}
          gridConfig={{ cols: COLUMNS, rowHeight: ROW, margin: [GAP, GAP], containerPadding: [0, 0] }}
          dragConfig={{ enabled: editing, handle: '[data-handle]' }}
          resizeConfig={{ enabled: editing, handles: ['se'] }}
          dropConfig={{ enabled: editing && incoming !== null, defaultItem: incoming ?? { w: 1, h: 1 } }}
          {...(incoming === null ? {} : { droppingItem: { i: INCOMING, x: 0, y: 0, w: incoming.w, h: incoming.h } })}
          onDragStop={take}
          onResizeStop={take}
          onDrop={(_layout, item) => item && onDrop({ x: item.x, y: item.y })}
        >
          {tiles.map((tile) => (
            <div key={tile.id} className={styles.tile}>
              {draw(tile)}
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}
