import { CoreError } from '../core-error.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';

/** What a call to the cloud failed with. `status` is 0 where no answer came at all. */
export class CloudError extends CoreError {
  readonly status: number;
  /** How long the cloud asks to wait, ms; null where it says nothing. */
  readonly retryAfter: number | null;

  constructor(code: string, status: number, facts: Facts = {}, retryAfter: number | null = null, cause?: unknown) {
    super(code, facts, cause);
    this.name = 'CloudError';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** No answer came, or one that says *later*: nothing is known about the call's effect, the same bytes go again. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof CloudError)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500 || error.code === 'cloud.not_sportello';
}
