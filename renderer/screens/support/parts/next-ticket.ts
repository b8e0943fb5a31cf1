import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { EVERY_REQUEST } from '../../../data/every-request.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { i18n } from '../../../i18n.ts';
import { useTabs } from '../../../state/tabs.ts';
import { showToast } from '../../../ui/toast.tsx';
import { LIST_PREFERENCE, rememberedQuery } from '../list/list-query.ts';

/** Where the walk goes: along the list as it was last left, or to what nobody has taken, the most urgent first. */
export type Walk = 'next' | 'previous' | 'untaken';
interface Here {
  readonly tenant: Id;
  readonly id: Id;
}
const PAGE = 500;
/** Nobody walks further than this by key; a row behind it counts as not in the list. */
const FAR = 10_000;

/**
 * DET-10: the row that comes next of `rows`; undefined at the end. Where the present one is not among them, as after
 * *Prendi in carico* in a list of what is not taken, that is the first. What is not taken goes round.
 */
export function nextOf<Row extends Here>(rows: readonly Row[], here: Here | null, walk: Walk): Row | undefined {
  const at = here === null ? -1 : rows.findIndex((row) => row.id === here.id && row.tenant === here.tenant);
  if (walk === 'previous') return at === -1 ? undefined : rows[at - 1];
  const next = rows[at + 1] ?? (walk === 'untaken' ? rows[0] : undefined);
  return next !== undefined && next.id === here?.id ? undefined : next;
}

/** `company`: the one that all screens show now; null for all of them. */
async function queryOf(walk: Walk, company: Id | null): Promise<TicketQuery> {
  if (walk === 'untaken') return { ...EVERY_REQUEST, tenant: company, status: 'open', operator: 'none', sort: 'due' };
  return { ...rememberedQuery(await invoke('preferences.get', { key: LIST_PREFERENCE })), tenant: company };
}

async function find(walk: Walk, here: Here | null, company: Id | null): Promise<TicketRow | undefined> {
  const query = await queryOf(walk, company);
  const rows: TicketRow[] = [];
  for (;;) {
    const page = await invoke('tickets.list', { query, offset: rows.length, limit: PAGE });
    rows.push(...page.rows);
    const next = nextOf(rows, here, walk);
    const known = here !== null && rows.some((row) => row.id === here.id);
    const all = page.rows.length === 0 || rows.length >= page.total || rows.length >= FAR;
    // Before the present one was met, what comes next is not known.
    if (all || (known && next !== undefined && next !== rows[0])) return next;
  }
}

/** Opens the next request, in the place of `document` where one is named; says so where there is none. */
export async function walkTo(walk: Walk, here: Here | null, company: Id | null, document: string | null): Promise<void> {
  try {
    const row = await find(walk, here, company);
    if (row === undefined) return void showToast({ text: i18n.t(`service:triage.no_${walk}`) });
    const parameters = { tenant: row.tenant, id: row.id };
    const tabs = useTabs.getState();
    if (document === null) tabs.open('ticket.detail', parameters, row.title);
    else tabs.replace(document, 'ticket.detail', parameters, row.title);
  } catch (cause) {
    reportProblem({ cause });
  }
}
