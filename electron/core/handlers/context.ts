import type { EventLog } from '../errors/event-log.ts';
import type { Machine } from '../errors/machine.ts';
import type { Steps } from '../errors/steps.ts';
import type { Device } from '../device.ts';
import type { Notices } from '../notices/notices.ts';
import type { OpenRequests } from '../open-requests.ts';
import type { EngineOptions } from '../host.ts';
import type { CloudClock } from '../cloud/clock.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Session } from '../session.ts';
import type { Publisher } from '../topics.ts';
import type { Handlers } from '#shared/rpc/contract.ts';

/** What the handlers work with. */
export interface Context {
  readonly options: EngineOptions;
  readonly device: Device;
  readonly session: Session;
  readonly cloud: Cloud;
  readonly clock: CloudClock;
  readonly publisher: Publisher;
  readonly events: EventLog;
  readonly notices: Notices;
  readonly steps: Steps;
  readonly opens: OpenRequests;
  readonly machine: Machine;
}

/** The handlers of the methods that begin with `P.`; each file answers for its own. */
export type HandlersOf<P extends string> = Pick<Handlers, Extract<keyof Handlers, `${P}.${string}`>>;
