import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { readMeta } from '../feed-meta.ts';

/** The condition, with its values, for the rows of one company, or of all that are shown. */
export function ofFeed(database: ReadDatabase, tenant: Id | null): { readonly whose: string; readonly values: readonly Cell[] } {
  if (tenant === null) return { whose: onlyShown(database, 'feed'), values: [] };
  return { whose: 'feed = ?', values: [readMeta(database, tenant).feed] };
}
