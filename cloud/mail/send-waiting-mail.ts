import { createHash } from 'node:crypto';
import type { Facts } from '#shared/domain/kernel/command.ts';
import type { Secrets } from '#cloud/auth/secrets.ts';
import type { Pools } from '#cloud/db/pools.ts';
import { renderMail } from './render-mail.ts';
import { wordsFor, type MailFiller } from './words-for.ts';

/** What we need of nodemailer's transport. */
export interface Transport {
  sendMail(mail: { from: string; to: string; subject: string; text: string; html: string; messageId: string; headers?: Record<string, string> }): Promise<unknown>;
}

/** Where mail leaves, and as whose. */
export interface Outlet {
  readonly transport: Transport;
  readonly from: string;
}

export interface MailPlace {
  readonly pools: Pools;
  readonly secrets: Secrets;
  readonly filler: MailFiller;
  readonly now: () => number;
}

const ROUND = 100;
const MINUTE = 60_000;
/** Attempts after which a mail is tried again: twelve in all. */
const RETRIES = Array.from({ length: 11 }, (_one, index) => index + 1);

/**
 * Sends what is kept and due, oldest first, at least once each (sync.md, Mail): a crash between the server's 250 and our
 * mark sends the same Message-ID again. A failed one waits 1, 2, 4 … minutes, twelve times.
 *
 * @returns how many were sent, and how many of this round failed
 */
export async function sendWaitingMail(place: MailPlace, { transport, from }: Outlet): Promise<{ sent: number; failed: number }> {
  const { pools, now } = place;
  const at = now();
  const due = await pools.jobs
    .selectFrom('mail')
    .selectAll()
    .where('sent_at', 'is', null)
    // Here and not afterwards: a thousand that nobody takes must not stand before those that are due.
    .where(({ and, eb, or }) => or([eb('attempts', '=', 0), ...RETRIES.map((attempts) => and([eb('attempts', '=', attempts), eb('created_at', '<=', at - MINUTE * 2 ** attempts)]))]))
    .orderBy('created_at')
    // Of one command the welcome goes before the invitation (ACC-01).
    .orderBy('template', 'desc')
    .limit(ROUND)
    .execute();
  let [sent, failed] = [0, 0];
  for (const mail of due) {
    const { tenant_id, command_id, recipient, template } = mail;
    const mark = pools.jobs.updateTable('mail').where('tenant_id', '=', tenant_id).where('command_id', '=', command_id).where('recipient', '=', recipient).where('template', '=', template);
    // The attempt is counted first: another cloud that found the same mail due leaves it alone until it is due again.
    const { numUpdatedRows } = await mark.set({ attempts: mail.attempts + 1 }).where('attempts', '=', mail.attempts).where('sent_at', 'is', null).executeTakeFirst();
    if (numUpdatedRows === 0n) continue;
    try {
      const filled = await wordsFor(place, mail);
      if (filled === null) {
        await mark.set({ sent_at: now(), problem: 'nothing to say any more', sealed: null }).execute();
        continue;
      }
      const words = await renderMail(template, filled.language, filled.facts);
      // `to` as it stands: an address that holds a list would write to others too.
      await transport.sendMail({ from, to: oneAddress(recipient), ...words, messageId: messageIdOf(command_id, recipient, template), ...unsubscribing(filled.facts) });
      await mark.set({ sent_at: now(), problem: null, sealed: null }).execute();
      sent += 1;
    } catch (error) {
      failed += 1;
      await mark.set({ problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown' }).execute();
    }
  }
  return { sent, failed };
}

/** The same mail has the same id, whoever sends it and how often. */
export function messageIdOf(commandId: string, recipient: string, template: string): string {
  return `<${createHash('sha256').update([commandId, recipient, template].join('\n')).digest('hex').slice(0, 40)}@sportello.mail>`;
}

/** RFC 8058: a mail that can be ended says where, so that a mail program ends it with one click of its own. */
function unsubscribing({ unsubscribe }: Facts): { headers?: Record<string, string> } {
  if (typeof unsubscribe !== 'string' || !/^https?:\/\/[^\s<>]+$/.test(unsubscribe)) return {};
  return { headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } };
}

/** Throws for anything that a mail program would read as more than one address, or as a header. */
function oneAddress(recipient: string): string {
  if (!/^[^\s,;:<>()[\]"\\]+@[^\s,;:<>()[\]"\\]+$/.test(recipient)) throw new Error('not one address');
  return recipient;
}
