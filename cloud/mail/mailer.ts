import type { Logger } from 'pino';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Afterwards } from '#cloud/afterwards.ts';
import type { Pools } from '#cloud/db/pools.ts';
import { SYSTEM_PERSON } from '#cloud/system-ids.ts';
import { renderMail, type RenderedMail } from './render-mail.ts';
import { messageIdOf, sendWaitingMail, type MailPlace, type Outlet } from './send-waiting-mail.ts';
import { wordsFor } from './words-for.ts';

/** A mail that no command has brought about. */
export interface SystemMail {
  /** From what happened (idOfEvent): the same event, one mail. */
  readonly event: Id;
  readonly recipient: string;
  readonly language: AccessLanguage;
  readonly template: string;
  readonly facts: Facts;
}

/** A kept mail as the page for developers shows it. */
export interface KeptMail extends RenderedMail {
  /** The page's own name for it. */
  readonly key: string;
  readonly recipient: string;
  readonly template: string;
  readonly at: number;
}

const SHOWN = 200;

/** All mail of the cloud: kept in app.mail first, sent from there (sync.md, Mail); without an outlet it stays kept. */
export class Mailer {
  readonly #place: MailPlace;
  readonly #outlet: Outlet | undefined;
  readonly #afterwards: Afterwards;
  readonly #logger: Logger;
  #sending: Promise<unknown> | undefined;
  #again = false;

  /** Without an outlet nothing leaves. */
  constructor(place: MailPlace, outlet: Outlet | undefined, afterwards: Afterwards, logger: Logger) {
    this.#place = place;
    this.#outlet = outlet;
    this.#afterwards = afterwards;
    this.#logger = logger;
  }

  get sends(): boolean {
    return this.#outlet !== undefined;
  }

  /** Keeps it, and lets it leave at once. Codes and links stand sealed in the database, and no more once they were sent. */
  async keep(mail: SystemMail): Promise<void> {
    await this.keepIn(this.#place.pools.jobs, mail);
    this.#afterwards.run(() => this.send());
  }

  /** The same within a transaction of the caller's; it leaves with the next round. */
  async keepIn(jobs: Pools['jobs'], { event, recipient, language, template, facts }: SystemMail): Promise<void> {
    await jobs
      .insertInto('mail')
      .values({
        tenant_id: SYSTEM_PERSON, command_id: event, recipient: recipient.toLowerCase(), template, facts: '{}', created_at: this.#place.now(), sent_at: null, problem: null,
        sealed: this.#place.secrets.seal(JSON.stringify({ language, facts })),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Sends what is due. One round at a time; whoever asks meanwhile has another round follow. */
  async send(): Promise<void> {
    const outlet = this.#outlet;
    if (!outlet) return;
    this.#again = true;
    this.#sending ??= (async () => {
      while (this.#again) {
        this.#again = false;
        const { sent, failed } = await sendWaitingMail(this.#place, outlet);
        if (sent + failed > 0) this.#logger.info({ sent, failed }, 'mail');
      }
    })()
      // Nothing of the mail itself: the next round tries again.
      .catch((error: unknown) => this.#logger.warn({ err: error }, 'mail could not be sent'))
      .finally(() => (this.#sending = undefined));
    await this.#sending;
  }

  /** The latest mails, filled in, newest first; for the page of development and for tests. */
  async kept(): Promise<KeptMail[]> {
    const rows = await this.#place.pools.jobs.selectFrom('mail').selectAll().where('sent_at', 'is', null).orderBy('created_at', 'desc').orderBy('template').limit(SHOWN).execute();
    // One that cannot be filled in yet, or no more, does not hide the others.
    const mails = await Promise.allSettled(
      rows.map(async ({ command_id, recipient, template, created_at, ...row }) => {
        const filled = await wordsFor(this.#place, { recipient, template, ...row });
        const key = /<(\w+)@/.exec(messageIdOf(command_id, recipient, template))?.[1] ?? '';
        return filled === null ? [] : [{ key, recipient, template, at: created_at, ...(await renderMail(template, filled.language, filled.facts)) }];
      }),
    );
    return mails.flatMap((mail) => (mail.status === 'fulfilled' ? mail.value : []));
  }
}
