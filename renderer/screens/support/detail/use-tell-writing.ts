import { useRef } from 'react';
import { WRITING_EVERY } from '#shared/api/writing.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';

/** DET-10: says that an answer is being typed, at most once in some seconds; nothing hangs on it, and none is told when it fails. */
export function useTellWriting({ tenant, id: ticketId }: Pick<TicketView, 'tenant' | 'id'>): () => void {
  const told = useRef(-Infinity);
  return () => {
    const now = performance.now();
    if (now - told.current < WRITING_EVERY) return;
    told.current = now;
    invoke('tickets.writing', { tenant, ticketId }).catch(() => undefined);
  };
}
