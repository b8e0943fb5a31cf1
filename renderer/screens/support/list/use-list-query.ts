import { useState } from 'react';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { useQueryOf } from '../../../data/query.ts';
import { reportProblem } from '../../../errors/problems.ts';
import type { GridLayout } from '../../../grid/data-grid.tsx';
import { LIST_PREFERENCE, rememberedLayout, rememberedQuery } from './list-query.ts';

interface Remembered {
  /** Null until what was chosen last time is known. */
  readonly query: TicketQuery | null;
  readonly layout: GridLayout;
  readonly apply: (query: TicketQuery) => void;
  readonly arrange: (layout: GridLayout) => void;
}

function remember(key: string, value: object): void {
  // A plain object of texts and numbers is what the contract calls JSON.
  invoke('preferences.set', { key, value: { ...value } }).catch((cause: unknown) => reportProblem({ cause }));
}

/**
 * Sort, filters, widths and columns as this person left them (LST-02). They are read once: another window's later choice is not
 * pulled away from under this one.
 */
export function useListQuery(tenant: Id | null): Remembered {
  const stored = useQueryOf('preferences.get', { key: LIST_PREFERENCE });
  const storedLayout = useQueryOf('preferences.get', { key: `${LIST_PREFERENCE}.layout` });
  const [first, setFirst] = useState<{ query: unknown; layout: unknown } | null>(null);
  const [chosen, setChosen] = useState<TicketQuery | null>(null);
  const [arranged, setArranged] = useState<GridLayout | null>(null);
  // A preference that cannot be read is no reason not to show the list.
  if (first === null && !stored.isPending && !storedLayout.isPending) setFirst({ query: stored.data, layout: storedLayout.data });

  const query = chosen ?? (first === null ? null : rememberedQuery(first.query));
  return {
    query: query && { ...query, tenant },
    layout: arranged ?? rememberedLayout(first?.layout),
    apply: (next) => {
      setChosen(next);
      remember(LIST_PREFERENCE, { ...next, tenant: null });
    },
    arrange: (layout) => {
      setArranged(layout);
      remember(`${LIST_PREFERENCE}.layout`, layout);
    },
  };
}
