import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The structured log. Errors are kept to what names the place: a database's `detail` and query values may quote what
 * people wrote.
 */
export function makeLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, base: null, serializers: { err: describeError } }, destination);
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { type: error.name, message: error.message.slice(0, 300), code, constraint, table, stack: error.stack?.split('\n').slice(1, 12).join('\n'), ...cause };
}
