import type { ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { wordsQuery } from './words-query.ts';

/** More hits than this are cut, newest first: nobody pages through them, and a list must answer at once. */
const MOST = 20_000;

/** The tickets (by rid) whose title, description or answers hold all the words. */
export function ticketsWithWords(database: ReadDatabase, feed: number | null, text: string): number[] {
  const words = wordsQuery(text);
  if (words === undefined) return [];
  const own = feed === null ? `AND ${onlyShown(database, 'ticket.feed')}` : 'AND ticket.feed = ?';
  const values = feed === null ? [words, MOST] : [words, feed, MOST];
  const inTickets = database.all<{ rid: number }>(
    `SELECT ticket.rid FROM ticket_words JOIN ticket ON ticket.rid = ticket_words.rowid
     WHERE ticket_words MATCH ? ${own} ORDER BY ticket_words.rowid DESC LIMIT ?`,
    ...values,
  );
  const inMessages = database.all<{ rid: number }>(
    `SELECT ticket.rid FROM message_words JOIN message ON message.rid = message_words.rowid
       JOIN ticket ON ticket.feed = message.feed AND ticket.id = message.ticket_id
     WHERE message_words MATCH ? ${own} ORDER BY message_words.rowid DESC LIMIT ?`,
    ...values,
  );
  return [...new Set([...inTickets, ...inMessages].map((row) => row.rid))];
}
