import type pg from 'pg';
import { sightSchema, type Sight } from '#shared/domain/access/sight.ts';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';

/** On whose behalf a transaction runs; checked before by the server, believed by the policies of the database. */
export interface Seat {
  readonly tenant: Id;
  readonly person: Id;
  readonly side: 'customer' | 'vendor' | 'system';
  readonly sight: Sight;
}

export interface Transaction {
  /**
   * A statement that is planned once per connection; `name` stands for exactly this text. Several may be sent without
   * waiting: they run in the order of the calls.
   */
  query<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
}

const IN_FAILED_TRANSACTION = '25P02';

const MODES = {
  write: 'begin isolation level read committed',
  snapshot: 'begin isolation level repeatable read read only',
} as const;

/**
 * Runs `work` in one transaction of one tenant under row-level security. An error rolls back and is thrown on.
 * Nothing in it reaches another tenant: no transaction of ours spans two (sync.md, Cloud: push).
 */
export async function inTenant<T>(app: pg.Pool, seat: Seat, mode: keyof typeof MODES, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await app.connect();
  let broken: Error | undefined;
  /** Until then the connection is not given back. */
  let kept: Promise<Error | undefined> | undefined;
  let firstProblem: unknown;
  try {
    // One round trip; the ids are checked, so that the text is ours alone.
    const [tenant, person, sight] = [idSchema.parse(seat.tenant), idSchema.parse(seat.person), sightSchema.parse(seat.sight)];
    // Not waited for: the connection keeps the order, and without these settings the policies show and take nothing.
    const begun = client.query(
      `${MODES[mode]}; set local app.tenant = '${tenant}'; set local app.person = '${person}'; set local app.side = '${seat.side}'; set local app.sight = '${sight}'`,
    );
    begun.catch(() => undefined);
    const result = await work({
      query: async (name, text, values) => {
        try {
          return (await client.query({ name, text, values: [...values] })).rows;
        } catch (error) {
          firstProblem ??= error;
          throw error;
        }
      },
    });
    await begun;
    const ended = client.query('commit');
    if (mode === 'write') await ended;
    // Nothing hangs on the end of a snapshot: whoever asked has what they asked for.
    else
      kept = ended.then(() => undefined, (problem: Error) => problem);
    return result;
  } catch (error) {
    await client.query('rollback').catch((problem: Error) => {
      broken = problem;
    });
    // What was sent behind a failed statement fails only because of it; whoever waits may hear of either first.
    throw sqlState(error) === IN_FAILED_TRANSACTION ? (firstProblem ?? error) : error;
  } finally {
    if (kept === undefined) client.release(broken);
    else void kept.then((problem) => client.release(problem));
  }
}

/** The five characters of PostgreSQL's own error code; empty for anything else. */
export function sqlState(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}
