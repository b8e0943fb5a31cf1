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
}

interface MetaRow {
  readonly feed: number;
  readonly seq: number;
  readonly mark: string;
  readonly scope: string;
  readonly complete: number;
  readonly complete_at: number | null;
  readonly areas: string | null;
  readonly side: FeedMeta['side'];
}

export function readMeta(database: ReadDatabase, tenant: Id): FeedMeta {
  const row = database.get<MetaRow>('SELECT * FROM meta WHERE tenant = ?', tenant);
  if (row === undefined) return { feed: 0, seq: 0, mark: '', scope: '', complete: false, completeAt: null, areas: null, side: null };
  const { feed, seq, mark, scope, complete, complete_at: completeAt, areas, side } = row;
  // Written by this room as a list of areas.
  return { feed, seq, mark, scope, complete: complete === 1, completeAt, areas: areas === null ? null : (JSON.parse(areas) as Area[]), side };
}

/** Whether a row of this entity that is not here can be said not to exist (sync.md: `unknown`). */
export function isKnownWhole(meta: FeedMeta, entity: Entity): boolean {
  if (meta.completeAt === null || meta.areas === null) return false;
  return meta.areas.includes(entity.area) && (entity.side === undefined || entity.side === meta.side);
}

/** The tenant's number in the tables of rows, given now if it has none. */
export function feedOf(database: WriteDatabase, tenant: Id): number {
  database.run('INSERT INTO meta (tenant) VALUES (?) ON CONFLICT (tenant) DO NOTHING', tenant);
  return readMeta(database, tenant).feed;
}
