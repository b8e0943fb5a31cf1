import type { TicketQuery } from '#shared/rpc/contract.ts';
import { useQueryOf } from './query.ts';
import { useCompany, useSession } from './use-session.ts';

const EVERYTHING: Omit<TicketQuery, 'tenant'> = {
  sort: 'created',
  code: null,
  status: 'any',
  priority: null,
  type: null,
  createdFrom: null,
  createdTo: null,
  text: null,
  operator: 'any',
};

/** How many requests there are in the chosen company, and how many are open; null until the core has answered. */
export function useTicketCounts(): { readonly all: number; readonly open: number } | null {
  const tenant = useCompany()?.id ?? null;
  const { person } = useSession();
  const answer = useQueryOf('tickets.list', { query: { ...EVERYTHING, tenant }, offset: 0, limit: 1 }, { enabled: person !== null, keepPrevious: true });
  return answer.data?.counts ?? null;
}
