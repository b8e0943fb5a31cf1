import { useMemo, useState } from 'react';
import { invoke } from '../../bridge.ts';
import { useQueryOf } from '../../data/query.ts';
import { reportProblem } from '../../errors/problems.ts';
import type { Tile } from '../../ui/tiles.ts';
import { DASHBOARD_PREFERENCE, keptLayout, rememberedTiles } from './dashboard-layout.ts';

interface Dashboard {
  /** Null until what was kept is known. */
  readonly tiles: readonly Tile[] | null;
  /** Shows and keeps a layout; on this device at once, on the person's others after the next sync. */
  readonly change: (tiles: readonly Tile[]) => void;
}

/** A person's own layout (DSH-01). What they do here counts before what another device of theirs sends meanwhile. */
export function useDashboard(): Dashboard {
  const stored = useQueryOf('preferences.get', { key: DASHBOARD_PREFERENCE });
  const [own, setOwn] = useState<readonly Tile[] | null>(null);
  const remembered = useMemo(() => (stored.isPending ? null : rememberedTiles(stored.data)), [stored.isPending, stored.data]);
  return {
    tiles: own ?? remembered,
    change: (tiles) => {
      setOwn(tiles);
      invoke('preferences.set', { key: DASHBOARD_PREFERENCE, value: keptLayout(tiles) }).catch((cause: unknown) => reportProblem({ cause }));
    },
  };
}
