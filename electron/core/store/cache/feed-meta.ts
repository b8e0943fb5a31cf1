import type { Area, Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase, WriteDatabase } from '../sqlite/handles.ts';

/** Where this desk is in one tenant's feed, and what that feed can hold. */
export interface FeedMeta {
  /** The tenant's number in the tables of rows; 0, which no row has, for a tenant that is not here. */
  readonly feed: number;
  readonly seq: number;
  readonly mark: string;
  readonly scope: string;
  /** The last page was the feed's last. */
  readonly complete: boolean;
  /** ms; null when the feed has never been whole here. */
  readonly completeAt: number | null;
  /** Null until somebody says. */
  readonly areas: readonly Area[] | null;
  readonly side: 'customer' | 'vendor' | null;
  /** The cloud has forgotten this history: the rows' numbers cannot be compared with those of its answers. */
  readonly forgotten: boolean;
}
/** `next`: loaded beside the shown one, seen by nobody until it is whole. */
export type FeedRole = 'shown' | 'next';

interface MetaRow {
  readonly feed: number;
  readonly seq: number;
  readonly mark: string;
  readonly scope: string;
  readonly complete: number;
  readonly complete_at: number | null;
  readonly areas: string | null;
  readonly side: FeedMeta['side'];
  readonly forgotten: number;
}

const UNKNOWN: FeedMeta = { feed: 0, seq: 0, mark: '', scope: '', complete: false, completeAt: null, areas: null, side: null, forgotten: false };

/** The feed that is shown. */
export function readMeta(database: ReadDatabase, tenant: Id): FeedMeta {
  return readRole(database, tenant, 'shown') ?? UNKNOWN;
}

/** The feed that is being pulled: the one beside, where there is one. */
export function readPulled(database: ReadDatabase, tenant: Id): FeedMeta & { readonly role: FeedRole } {
  const next = readRole(database, tenant, 'next');
  return next === undefined ? { ...readMeta(database, tenant), role: 'shown' } : { ...next, role: 'next' };
}

function readRole(database: ReadDatabase, tenant: Id, role: FeedRole): FeedMeta | undefined {
  const row = database.get<MetaRow>('SELECT * FROM meta WHERE tenant = ? AND role = ?', tenant, role);
  if (row === undefined) return undefined;
  const { feed, seq, mark, scope, complete, complete_at: completeAt, areas, side, forgotten } = row;
  // Written by this room as a list of areas.
  return { feed, seq, mark, scope, complete: complete === 1, completeAt, areas: areas === null ? null : (JSON.parse(areas) as Area[]), side, forgotten: forgotten === 1 };
}

/** Whether a row of this entity that is not here can be said not to exist (sync.md: `unknown`). */
export function isKnownWhole(meta: FeedMeta, entity: Entity): boolean {
  return meta.completeAt !== null && holds(meta, entity);
}

/** Whether the feed can have rows of this entity at all. */
export function holds({ areas, side }: Pick<FeedMeta, 'areas' | 'side'>, entity: Entity): boolean {
  return areas !== null && areas.includes(entity.area) && (entity.side === undefined || entity.side === side);
}

/** The tenant's number in the tables of rows, given now if it has none. No number is given twice while rows have it. */
export function feedOf(database: WriteDatabase, tenant: Id, role: FeedRole = 'shown'): number {
  const known = readRole(database, tenant, role);
  if (known !== undefined) return known.feed;
  database.run(
    `INSERT INTO meta (feed, tenant, role)
     SELECT coalesce(max(feed), 0) + 1, ?, ? FROM (SELECT feed FROM meta UNION ALL SELECT feed FROM dropped_feed)`,
    tenant, role,
  );
  return readRole(database, tenant, role)?.feed ?? 0;
}
