import { sql, type RawBuilder } from 'kysely';

/** In an `insert … on conflict` of `auth.site_sent`: the row's times and the new one, but those up to `since`, ms, in order. */
export function timesSince(since: number): RawBuilder<number[]> {
  return sql`array(select time from unnest(site_sent.times || excluded.times) as time where time > ${since} order by time)`;
}
