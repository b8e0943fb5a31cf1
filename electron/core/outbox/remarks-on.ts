import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import type { LogStore } from '../store/store.ts';
import { bodyOf } from '../sync/pending.ts';

/** How far back an author is told; who looks later has the chat itself. */
const LOOK_BACK = 50;

/** What the cloud could not do of answers that this desk sent to the ticket, though their text was delivered (DET-05): told where the author looks, since only the cloud may have known. */
export function remarksOn(log: Pick<LogStore, 'recent'>, ticketId: Id): NonNullable<TicketDetail['remarks']> {
  return log.recent(LOOK_BACK).flatMap((command) => {
    const outcome = command.result?.outcome;
    if (outcome?.state !== 'accepted' || outcome.remarks.length === 0) return [];
    const { input } = bodyOf(command);
    const messageId = input['messageId'];
    return input['ticketId'] === ticketId && typeof messageId === 'string' ? [{ messageId, remarks: outcome.remarks }] : [];
  });
}
