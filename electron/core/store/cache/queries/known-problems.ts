import type { Id } from '#shared/domain/kernel/ids.ts';
import { statusSchema } from '#shared/domain/tickets/values.ts';
import type { KnownProblem } from '#shared/rpc/errors.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { firstLine } from './first-line.ts';
import { knownTenants } from './known-tenants.ts';

/** Of an error that everybody has, the newest say enough. */
const READ = 50;
const SHOWN = 3;

interface Found {
  readonly feed: number;
  readonly id: Id;
  readonly number: number | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly created_at: number | null;
  readonly requester_id: Id | null;
  readonly answer: string | null;
}

/** product.md 2: requests on this desk about the error with this fingerprint; those that were answered first, then the newest. */
export function knownProblems(database: ReadDatabase, fingerprint: Id, personId: Id): KnownProblem[] {
  const found = database.all<Found>(
    `SELECT feed, id, number, title, status, created_at, requester_id,
       (SELECT plain FROM message WHERE message.feed = ticket.feed AND message.ticket_id = ticket.id
          AND message.author_side = 'vendor' AND message.body IS NOT NULL ORDER BY message.at DESC LIMIT 1) AS answer
     FROM ticket WHERE fingerprint = ? AND ${onlyShown(database, 'ticket.feed')} ORDER BY created_at DESC LIMIT ?`,
    fingerprint, READ,
  );
  const tenants = knownTenants(database);
  return found
    .map((row) => ({
      tenant: tenants.get(row.feed)?.tenant ?? '',
      id: row.id,
      number: row.number,
      title: row.title ?? '',
      status: statusSchema.catch('unassigned').parse(row.status),
      createdAt: row.created_at ?? 0,
      mine: row.requester_id === personId,
      answer: row.answer === null ? null : firstLine(row.answer),
    }))
    .sort((one, other) => Number(other.answer !== null) - Number(one.answer !== null) || other.createdAt - one.createdAt)
    .slice(0, SHOWN);
}
