import type { Entity } from '#shared/domain/kernel/entity.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import { SYNC_SCHEMA, type Cursor, type PageHead, type PullRequest, type PullReset } from '#shared/api/sync.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { seatOf, type Seating } from '#cloud/auth/access.ts';
import type { PageEdge } from '#cloud/db/pages.ts';
import type { TenantData, TenantSnapshot } from '#cloud/db/tenant-data.ts';
import { pageLines, type PageTable } from './page-lines.ts';

/** The entities that a seat may see at all; whose rows within them is the database's to say (security.md, Cloud). */
export function visibleEntities({ areas, actor }: Pick<Seating, 'areas' | 'actor'>): Entity[] {
  return ENTITIES.filter((entity) => areas.includes(entity.area) && (entity.side === undefined || entity.side === actor.side));
}

/**
 * One page of a tenant's feed above the cursor, out of one snapshot (sync.md, Cloud: pull). The reply is lines of JSON:
 * a PullHead, then the page's tables. Rows come from the database as text and are not taken apart here.
 */
export async function pull(data: TenantData, seating: Seating, request: PullRequest, now: number): Promise<Buffer> {
  if (request.schema > SYNC_SCHEMA) throw new ApiProblem(409, 'sync.too_new', `schema ${request.schema} is newer than this cloud's ${SYNC_SCHEMA}`);
  const reset = (why: 'forked' | 'scope' | 'horizon') => Buffer.from(JSON.stringify({ state: 'reset', why, scope: seating.scope, now } satisfies PullReset));
  if (request.scope !== seating.scope) return reset('scope');
  return data.snapshot(seatOf(seating), async (snapshot) => {
    const { cursor, client, limit } = request;
    const visible = visibleEntities(seating);
    // Sent together: a round trip costs more than a question that a reset makes vain.
    const told = splitMark(cursor.mark);
    const [head, mark, seen, edge] = await Promise.all([
      snapshot.head(),
      snapshot.markOf(cursor.seq),
      told.seen && snapshot.markOf(told.seen.seq),
      snapshot.edge(visible, { client, above: cursor.seq, limit }),
    ]);
    if (cursor.seq > head.seq) return reset('forked');
    if (mark !== told.mark || seen !== told.seen?.mark) return reset(cursor.seq > 0 && cursor.seq < head.horizon ? 'horizon' : 'forked');
    if (cursor.seq === head.seq) return pageText({ results: [], gone: [], cursor: { seq: head.seq, mark: head.mark }, complete: true, remaining: 0, now });
    return page(snapshot, visible, request, head, edge, now);
  });
}

/**
 * The mark of a page that is not the last names the head as well: a row that had moved above the page by then is not in it,
 * and must not be missed because a restored cloud no longer knows of the move (I4).
 */
function markOnTheWay(mark: string, head: Cursor): string {
  return [mark, head.seq, head.mark].join(':');
}

function splitMark(told: string): { readonly mark: string; readonly seen?: Cursor } {
  const [, mark, seq, seen] = /^([^:]*):(\d{1,15}):([^:]+)$/.exec(told) ?? [];
  return mark === undefined || seen === undefined ? { mark: told } : { mark, seen: { seq: Number(seq), mark: seen } };
}

async function page(snapshot: TenantSnapshot, visible: readonly Entity[], { client, cursor }: PullRequest, head: Cursor, edge: PageEdge, now: number): Promise<Buffer> {
  const above = cursor.seq;
  const upTo = edge.upTo ?? head.seq;
  const [results, gone, mark, ...lists] = await Promise.all([
    edge.results ? snapshot.results(client, above, upTo) : [],
    // A desk that has nothing has nothing to lose.
    above === 0 || !edge.gone ? [] : snapshot.gone(above, upTo, visible),
    edge.upTo === null ? head.mark : snapshot.markOf(edge.upTo),
    ...edge.entities.map((entity) => snapshot.pageRows(entity, above, upTo, visible)),
  ]);
  const tables = edge.entities.map((entity, index) => ({ entity, lines: lists[index] ?? [] }));
  if (edge.upTo === null) return pageText({ results, gone, cursor: { seq: head.seq, mark: head.mark }, complete: true, remaining: edge.count, now }, tables);
  if (mark === undefined) throw new Error(`number ${upTo} has no mark`);
  // By density of numbers: rows so far, and as many per number as so far for the rest. Counting would cost more than the page.
  const remaining = Math.round((edge.count * (head.seq - above)) / Math.max(1, upTo - above));
  return pageText({ results, gone, cursor: { seq: upTo, mark: markOnTheWay(mark, head) }, complete: false, remaining, now }, tables);
}

function pageText(head: Pick<PageHead, 'results' | 'gone' | 'cursor' | 'complete' | 'remaining' | 'now'>, tables: readonly PageTable[] = []): Buffer {
  const rows = tables.reduce((sum, table) => table.lines.reduce((part, line) => part + line.rows, sum), 0);
  const { cursor: { seq, mark }, gone, ...rest } = head;
  const first = JSON.stringify({ state: 'page', rows, gone: [...gone], cursor: { seq, mark }, ...rest } satisfies PageHead);
  return pageLines(first, tables);
}
