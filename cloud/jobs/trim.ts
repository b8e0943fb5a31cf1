import { ENTITIES } from '#shared/domain/registry.ts';
import { agedFeeds, raiseHorizon, removeCommands, removeGone, removeMarks, removeTombstones } from '#cloud/db/trim-rows.ts';
import type { Services } from '#cloud/services.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A desk that was away for less hears of every deletion; one that was away longer starts its feeds again (I10). */
export const TOMBSTONES_FOR = 180 * DAY;
/** The longest time that a desk may be offline with commands of its own (sync.md, Cloud: push). */
export const LEDGER_FOR = 400 * DAY;

/**
 * Raises each feed's horizon to the last number that is older than a tombstone is kept, and only then takes tombstones
 * and marks below it away: a desk from before the horizon starts again and never shows what was deleted.
 */
export async function trimTombstones({ pools, now }: Pick<Services, 'pools' | 'now'>): Promise<{ tombstones: number; marks: number }> {
  const trimmed = { tombstones: 0, marks: 0 };
  for (const { tenant, seq } of await agedFeeds(pools.jobs, now() - TOMBSTONES_FOR)) {
    await raiseHorizon(pools.jobs, tenant, seq);
    for (const entity of ENTITIES) trimmed.tombstones += await removeTombstones(pools.jobs, entity, tenant, seq);
    // The horizon's own mark stays: it stands for all that lies below (cloud/db/feed.ts).
    await removeGone(pools.jobs, tenant, seq);
    trimmed.marks += await removeMarks(pools.jobs, tenant, seq);
  }
  return trimmed;
}

/** A desk whose commands are gone from here is asked for a new incarnation and goes on (client.renumber). */
export function trimLedger({ pools, now }: Pick<Services, 'pools' | 'now'>): Promise<number> {
  return removeCommands(pools.jobs, now() - LEDGER_FOR);
}
