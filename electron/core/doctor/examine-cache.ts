import type { Id } from '#shared/domain/kernel/ids.ts';
import { openForReading } from '../store/sqlite/open-database.ts';
import { examined, type Examined } from './examine-log.ts';

/** Where this desk is in one tenant's feed. */
export interface FeedReport {
  readonly tenant: Id;
  readonly seq: number;
  /** Stored with the number; another one in the cloud means that it was restored. */
  readonly mark: string;
  readonly scope: string;
  /** Whether the last page was the feed's last. */
  readonly complete: boolean;
  /** When that was last so, ms; null for never. */
  readonly completeAt: number | null;
  readonly tickets: number;
  /** Pending commands whose effect lies on the rows. */
  readonly effects: number;
}

/** `cache.db` may be thrown away at any time (I13), so its soundness is not looked at; only what it says is. */
export function examineCache(file: string): Examined<readonly FeedReport[]> {
  return examined(file, () => {
    const database = openForReading(file);
    try {
      return database
        .all<Omit<FeedReport, 'complete'> & { complete: number }>(
          `SELECT tenant, seq, mark, scope, complete, complete_at AS completeAt,
                  coalesce((SELECT sum(tickets) FROM ticket_tally WHERE ticket_tally.feed = meta.feed), 0) AS tickets,
                  (SELECT count(*) FROM effect WHERE effect.tenant = meta.tenant) AS effects
             FROM meta WHERE role = 'shown' ORDER BY tenant`,
        )
        .map((row) => ({ ...row, complete: row.complete === 1 }));
    } finally {
      database.close();
    }
  });
}
