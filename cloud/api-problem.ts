/** A refusal of a whole request; becomes a body of shared/api/errors.ts. `message` is for people who read the wire. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds, for Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
