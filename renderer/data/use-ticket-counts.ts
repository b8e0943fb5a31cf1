import { EVERY_REQUEST } from './every-request.ts';
import { useQueryOf } from './query.ts';
import { useCompany, useSession } from './use-session.ts';

/** How many requests there are in the chosen company, and how many are open; null until the core has answered. */
export function useTicketCounts(): { readonly all: number; readonly open: number } | null {
  const tenant = useCompany()?.id ?? null;
  const { person } = useSession();
  const answer = useQueryOf('tickets.list', { query: { ...EVERY_REQUEST, tenant }, offset: 0, limit: 1 }, { enabled: person !== null, keepPrevious: true });
  return answer.data?.counts ?? null;
}
