import type { Feed } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { digestDay, NOTICE_WISHES, noticeWishesOf } from '#shared/domain/org/notice-wishes.ts';
import { seatOf } from '#cloud/auth/access.ts';
import type { Services } from '#cloud/services.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { digestLines } from './digest-lines.ts';
import { newsFor, type DigestRow } from '#cloud/db/digest-news.ts';
import { unsubscribeLink } from './unsubscribe.ts';

type Needed = Pick<Services, 'pools' | 'access' | 'mailer' | 'secrets' | 'site' | 'now'>;

/**
 * OFF-07: a mail to each who wants one, at their own hour, with what is new in their requests since the last; nothing new, no
 * mail. Day and mail are written in one transaction, so that a crash or a second cloud makes neither two nor none. Who has
 * just chosen it begins at that moment.
 *
 * @returns how many mails were kept
 */
export async function sendDigests(services: Needed): Promise<number> {
  const { pools, mailer } = services;
  const chosen = await pools.jobs.selectFrom('preference').select(['owner_id', 'tenant_id', 'value']).where('key', '=', NOTICE_WISHES).where('deleted', '=', false).orderBy('owner_id').execute();
  const wishing = chosen.filter(({ value }) => noticeWishesOf(value).digest !== null);
  const people = [...new Set(wishing.map(({ owner_id }) => owner_id))];
  const over = pools.jobs.deleteFrom('digest');
  await (people.length === 0 ? over : over.where('person_id', 'not in', people)).execute();
  let kept = 0;
  const problems: unknown[] = [];
  for (const person of people) {
    const wishes = new Map(wishing.filter(({ owner_id }) => owner_id === person).map(({ tenant_id, value }) => [tenant_id, value]));
    // One whose digest cannot be made does not keep back those behind them.
    kept += await sendOne(services, person, wishes).then(Number, (error: unknown) => {
      problems.push(error);
      return 0;
    });
  }
  if (kept > 0) await mailer.send();
  if (problems.length > 0) throw problems[0];
  return kept;
}

async function sendOne(services: Needed, person: Id, wishes: ReadonlyMap<Id, unknown>): Promise<boolean> {
  const { pools, access, mailer, secrets, site, now } = services;
  const me = await access.me(person);
  // Where the person's desk keeps what it remembers (electron/core/handlers/preferences.ts).
  const home = me?.feeds.find(({ side, kind }) => side === kind)?.tenant;
  const { digest } = noticeWishesOf(home === undefined ? null : wishes.get(home));
  if (!me || digest === null) return false;
  const day = digestDay(digest, now());
  const known = await pools.jobs.selectFrom('digest').selectAll().where('person_id', '=', person).executeTakeFirst();
  if (known !== undefined && known.day >= day) return false;
  const { seqs, rows } = await newsOf(services, person, me.person.email, me.feeds, known?.seqs ?? {});
  if (known === undefined) {
    await pools.jobs.insertInto('digest').values({ person_id: person, day, seqs: JSON.stringify(seqs) }).onConflict((conflict) => conflict.doNothing()).execute();
    return false;
  }
  return pools.jobs.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction.updateTable('digest').set({ day, seqs: JSON.stringify(seqs) }).where('person_id', '=', person).where('day', '=', known.day).executeTakeFirst();
    // Another cloud was here.
    if (numUpdatedRows === 0n || rows.length === 0) return false;
    const { email, language } = me.person;
    const facts = { count: rows.length, lines: digestLines(language, rows), unsubscribe: unsubscribeLink(secrets, site.url, person, language) };
    await mailer.keepIn(transaction, { event: idOfEvent('digest', person, day), recipient: email, language, template: 'digest', facts });
    return true;
  });
}

/** Of every company where the person has the support area; one that is new to them begins now. */
async function newsOf({ pools, access }: Needed, person: Id, email: string, feeds: readonly Feed[], known: Readonly<Record<Id, number>>): Promise<{ seqs: Record<Id, number>; rows: DigestRow[] }> {
  const seqs: Record<Id, number> = {};
  const rows: DigestRow[] = [];
  for (const { tenant } of feeds.filter(({ areas }) => areas.includes('support'))) {
    const seating = await access.seating(person, tenant);
    if (!seating) continue;
    const news = await newsFor(pools.app, seatOf(seating), known[tenant], email);
    seqs[tenant] = news.seq;
    rows.push(...news.rows);
  }
  return { seqs, rows };
}
