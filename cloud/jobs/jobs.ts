import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { settleAllIdentity } from '#cloud/auth/identity-effects.ts';
import { sendDigests } from '#cloud/digest/send-digests.ts';
import type { Services } from '#cloud/services.ts';
import { expireInvitations } from './expire-invitations.ts';
import { publishCalendars } from './publish-calendars.ts';
import { publishLibraries } from '#cloud/library/publish-library.ts';
import { settleMissing } from './settle-missing.ts';
import { tellBreaches } from './tell-breaches.ts';
import { trimLedger, trimTombstones } from './trim.ts';

/**
 * The clock's work, by pg-boss in a schema and role of its own; several clouds on one database share it.
 * @returns stops the jobs and lets a running one end
 */
export async function startJobs(services: Services, databaseUrl: string, logger: Logger): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    options: '-c role=sportello_jobs',
    schema: 'pgboss',
    createSchema: false,
    max: 3,
    application_name: 'sportello-jobs',
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'a job failed'));
  await boss.start();

  const every = async (name: string, cron: string, work: () => Promise<void>) => {
    await boss.createQueue(name, { policy: 'singleton' });
    await boss.work(name, { pollingIntervalSeconds: 10 }, work);
    await boss.schedule(name, cron);
  };

  if (services.mailer.sends) await every('mail.send', '* * * * *', () => services.mailer.send());
  else {
    await every('mail.keep', '*/10 * * * *', async () => {
      const { count } = await services.pools.jobs
        .selectFrom('mail')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('sent_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (count > 0) logger.info({ waiting: count }, 'mail is kept: SMTP_URL is not set');
    });
  }
  await every('tickets.breaches', '*/5 * * * *', async () => {
    const told = await tellBreaches(services);
    if (told > 0) logger.info({ told }, 'due dates that have passed');
  });
  await every('digests.send', '*/5 * * * *', async () => {
    const kept = await sendDigests(services);
    if (kept > 0) logger.info({ kept }, 'digests');
  });
  await every('calendars.publish', '* * * * *', async () => {
    const published = await publishCalendars(services);
    if (published > 0) logger.info({ published }, 'the vendor has a new calendar');
  });
  await every('identity.settle', '* * * * *', async () => {
    const companies = await settleAllIdentity(services);
    if (companies > 0) logger.warn({ companies }, 'what follows from commands had not been done');
  });
  await every('invitations.expire', '*/5 * * * *', async () => {
    const expired = await expireInvitations(services);
    if (expired > 0) logger.info({ expired }, 'invitations');
  });
  await every('library.publish', '*/5 * * * *', async () => {
    const written = await publishLibraries(services);
    if (written > 0) logger.info({ written }, 'documents of vendors reached their customers');
  });
  await every('attachments.missing', '10 3 * * *', async () => {
    const settled = await settleMissing(services);
    const removed = await services.uploads.removeExpired();
    logger.info({ settled, removed }, 'attachments that never came');
  });
  await every('feeds.trim', '40 3 * * *', async () => {
    const { tombstones, marks } = await trimTombstones(services);
    logger.info({ tombstones, marks, commands: await trimLedger(services) }, 'what no desk can ask for any more');
  });
  return () => boss.stop({ graceful: true, timeout: 10_000 });
}
