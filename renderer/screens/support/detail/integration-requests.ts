import type { Id } from '#shared/domain/kernel/ids.ts';
import type { MessageView } from '#shared/rpc/contract.ts';

export interface IntegrationRequest {
  readonly id: Id;
  readonly askedBy: string;
  readonly askedAt: number;
  /** What was asked, where it was asked by a reply. */
  readonly question: string | null;
  /** When the customer answered, or the vendor went on without; null while it is awaited. */
  readonly endedAt: number | null;
  readonly answeredBy: string | null;
}

/** Lines after which nobody is asked any more. */
const ENDS = ['in_progress', 'in_development', 'closed', 'merged_into'];

/** DET-09: what the customer was asked, and what came of it, read off the chat (oldest first). */
export function integrationRequests(messages: readonly MessageView[]): readonly IntegrationRequest[] {
  const found: IntegrationRequest[] = [];
  for (const [at, { id, event, authorName, authorSide, at: when }] of messages.entries()) {
    const open = found.at(-1);
    if (event?.code === 'waiting_for_customer') {
      const before = messages[at - 1];
      // A reply that asks stands just before its own line, at the same time.
      const question = before !== undefined && before.event === null && before.at === when && before.authorSide === 'vendor' ? before.plain : null;
      found.push({ id, askedBy: authorName, askedAt: when, question, endedAt: null, answeredBy: null });
    } else if (open?.endedAt === null && event === null && authorSide === 'customer') {
      found[found.length - 1] = { ...open, endedAt: when, answeredBy: authorName };
    } else if (open?.endedAt === null && event !== null && ENDS.includes(event.code)) {
      found[found.length - 1] = { ...open, endedAt: when };
    }
  }
  return found;
}
