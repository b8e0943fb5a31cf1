import { createHash } from 'node:crypto';
import type { Services } from '#cloud/services.ts';
import { renderMail } from './render-mail.ts';

/** What we need of nodemailer's transport. */
export interface Transport {
  sendMail(mail: { from: string; to: string; subject: string; text: string; messageId: string }): Promise<unknown>;
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
export async function sendWaitingMail({ pools, now }: Pick<Services, 'pools' | 'now'>, transport: Transport, from: string): Promise<{ sent: number; failed: number }> {
  const at = now();
  const due = await pools.jobs
    .selectFrom('mail')
    .selectAll()
    .where('sent_at', 'is', null)
    // Here and not afterwards: a thousand that nobody takes must not stand before those that are due.
    .where(({ and, eb, or }) => or([eb('attempts', '=', 0), ...RETRIES.map((attempts) => and([eb('attempts', '=', attempts), eb('created_at', '<=', at - MINUTE * 2 ** attempts)]))]))
    .orderBy('created_at')
    .limit(ROUND)
    .execute();
  let [sent, failed] = [0, 0];
  for (const mail of due) {
    const { tenant_id, command_id, recipient, template } = mail;
    const mark = pools.jobs.updateTable('mail').where('tenant_id', '=', tenant_id).where('command_id', '=', command_id).where('recipient', '=', recipient).where('template', '=', template);
    try {
      const { subject, text } = await renderMail(template, await languageOf(pools, recipient), mail.facts);
      await transport.sendMail({ from, to: recipient, subject, text, messageId: messageIdOf(command_id, recipient, template) });
      await mark.set({ sent_at: now(), problem: null }).execute();
      sent += 1;
    } catch (error) {
      failed += 1;
      await mark.set({ attempts: mail.attempts + 1, problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown' }).execute();
    }
  }
  return { sent, failed };
}

/** The same mail has the same id, whoever sends it and how often. */
export function messageIdOf(commandId: string, recipient: string, template: string): string {
  return `<${createHash('sha256').update([commandId, recipient, template].join('\n')).digest('hex').slice(0, 40)}@sportello.mail>`;
}

async function languageOf(pools: Services['pools'], email: string): Promise<'it' | 'en' | 'ru'> {
  const person = await pools.identity.selectFrom('person').select('language').where('email', '=', email).executeTakeFirst();
  return person?.language ?? 'it';
}
