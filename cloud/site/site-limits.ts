import type { Services } from '#cloud/services.ts';
import { hashOf } from '#cloud/auth/secrets.ts';
import { timesSince } from '#cloud/db/times-since.ts';

const WINDOW = 60 * 60_000;
/** How many mails in an hour strangers can have sent to one address: each of their forms asks for one (ACC-10, ACC-11). */
const MOST_MAILS = 5;
/** How many requests in an hour: an office behind one address, one mail address, one company's whole site. */
const MOST = { network: 10, email: 5, company: 100 } as const;
type Place = Pick<Services, 'pools' | 'now'>;

/** How many that are over one request sweeps away. */
const SWEPT = 100;

class Full extends Error {
  readonly minutes: number;
  constructor(minutes: number) {
    super('too often in an hour');
    this.minutes = minutes;
  }
}

/**
 * TKT-01: counts one more request of a web site's form by network, mail address and company, or says after how many
 * minutes there is room for one; 0 where it was counted. In the database: several clouds count together, and a restart
 * forgets nothing.
 */
export function takeSiteTurn(place: Place, by: Readonly<Record<keyof typeof MOST, string>>): Promise<number> {
  // Always in this order, so that two of them never wait for each other.
  return takeTurn(place, (['network', 'email', 'company'] as const).map((kind) => ({ who: `site-form ${kind} ${by[kind]}`, most: MOST[kind] })));
}

/** Counts one more mail that a stranger asks for, of one kind to one address; false where there were enough of them. */
export async function takeMailTurn(place: Place, template: string, recipient: string): Promise<boolean> {
  return (await takeTurn(place, [{ who: `mail ${template} ${recipient}`, most: MOST_MAILS }])) === 0;
}

async function takeTurn({ pools, now }: Place, limits: readonly { readonly who: string; readonly most: number }[]): Promise<number> {
  const at = now();
  const since = at - WINDOW;
  try {
    await pools.identity.transaction().execute(async (work) => {
      let minutes = 0;
      for (const { who, most } of limits) {
        const { times } = await work
          .insertInto('site_sent')
          .values({ who: hashOf(who), times: [at], last_at: at })
          .onConflict((conflict) => conflict.column('who').doUpdateSet({ times: timesSince(since), last_at: at }))
          .returning('times')
          .executeTakeFirstOrThrow();
        const first = times.length > most ? times[0] : undefined;
        if (first !== undefined) minutes = Math.max(minutes, 1, Math.ceil((Number(first) - since) / 60_000));
      }
      // Nothing of it is counted where one of them is full.
      if (minutes > 0) throw new Full(minutes);
    });
  } catch (error) {
    if (error instanceof Full) return error.minutes;
    throw error;
  }
  // Past what others hold, so that two sweeps never wait for each other.
  await pools.identity
    .deleteFrom('site_sent')
    .where('who', 'in', (select) => select.selectFrom('site_sent').select('who').where('last_at', '<', since).limit(SWEPT).forUpdate().skipLocked())
    .execute();
  return 0;
}
