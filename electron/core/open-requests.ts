import type { OpenRequest } from '#shared/rpc/contract.ts';
import type { Publisher } from './topics.ts';

/** A person reads forms one by one; what comes beyond this has no reader. */
const KEPT = 10;

/**
 * Screens that a link or another program asked for (OFF-06). They wait here until a window with somebody signed in takes
 * them: whether the window was there already or not, each is opened once and in one window (TKT-04).
 */
export interface OpenRequests {
  add(request: OpenRequest): void;
  /** All that wait, oldest first; they wait no longer. */
  take(): readonly OpenRequest[];
}

export function createOpenRequests(publisher: Publisher): OpenRequests {
  let waiting: OpenRequest[] = [];
  return {
    add(request) {
      waiting = [...waiting, request].slice(-KEPT);
      publisher.publish('open', { waiting: waiting.length });
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
