import type { Id } from '#shared/domain/kernel/ids.ts';
import type { SearchHit } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { readMeta } from '../feed-meta.ts';
import type { Excerpts } from './excerpts.ts';
import { knownTenants } from './known-tenants.ts';
import { wordsQuery } from './words-query.ts';

interface HitRow {
  readonly feed: number;
  readonly ticket_id: Id;
  readonly number: number | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly plain: string | null;
}

const TICKET = 'ticket.feed, ticket.id AS ticket_id, ticket.number, ticket.title, ticket.status, ticket.plain';

/**
 * Full text of tickets and answers: a ticket of that number first, then words in titles, in descriptions, in answers;
 * the newest on this desk first in each. Ranking by rarity would read every hit of a common word, this reads `limit`.
 */
export function search(database: ReadDatabase, excerpts: Excerpts, text: string, tenant: Id | null, limit: number): SearchHit[] {
  const words = wordsQuery(text);
  if (words === undefined) return [];
  return database.snapshot(() => {
    const tenants = knownTenants(database);
    const own = tenant === null ? `AND ${onlyShown(database, 'ticket.feed')}` : 'AND ticket.feed = ?';
    const values = tenant === null ? [limit] : [readMeta(database, tenant).feed, limit];
    const number = /^\s*#?(\d{1,9})\s*$/.exec(text)?.[1];
    const byNumber =
      number === undefined ? [] : database.all<HitRow>(`SELECT ${TICKET} FROM ticket WHERE number = ? ${own} LIMIT ?`, Number(number), ...values);
    const inTickets = (match: string) =>
      database.all<HitRow>(
        `SELECT ${TICKET} FROM ticket_words JOIN ticket ON ticket.rid = ticket_words.rowid
         WHERE ticket_words MATCH ? ${own} ORDER BY ticket_words.rowid DESC LIMIT ?`,
        match, ...values,
      );
    const inMessages = () =>
      database.all<HitRow>(
        `SELECT ticket.feed, ticket.id AS ticket_id, ticket.number, ticket.title, ticket.status, message.plain
         FROM message_words JOIN message ON message.rid = message_words.rowid
           JOIN ticket ON ticket.feed = message.feed AND ticket.id = message.ticket_id
         WHERE message_words MATCH ? ${own} ORDER BY message_words.rowid DESC LIMIT ?`,
        words, ...values,
      );
    const tickets = new Map([...byNumber, ...inTickets(`{title} : (${words})`)].map((row) => [row.ticket_id, row]));
    // A common word is read through whole each time it is asked for (P8): not where nobody will see what more it finds.
    if (tickets.size < limit) for (const row of inTickets(words)) tickets.set(row.ticket_id, row);
    const hits = [
      ...[...tickets.values()].map((row) => ({ entity: 'ticket' as const, row })),
      ...(tickets.size < limit ? inMessages() : []).map((row) => ({ entity: 'message' as const, row })),
    ].slice(0, limit);
    const found = excerpts.of(hits.map(({ row }) => row.plain ?? ''), words);
    return hits.map(({ entity, row }, at) => ({
      entity,
      tenant: tenants.get(row.feed)?.tenant ?? '',
      ticketId: row.ticket_id,
      number: row.number,
      title: row.title ?? '',
      excerpt: found[at] ?? '',
      status: row.status ?? '',
    }));
  });
}
