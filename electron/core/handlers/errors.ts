import { buildCapsule } from '../errors/capsule.ts';
import { databaseName } from '../store/database-name.ts';
import type { Context, HandlersOf } from './context.ts';

/** TKT-03. */
export function errorHandlers({ options, machine, steps, events }: Context): HandlersOf<'errors'> {
  return {
    'errors.capsule': (error) =>
      buildCapsule(error, {
        version: options.version,
        build: options.build,
        database: databaseName(),
        machine,
        steps: steps.list(),
        log: events.tail(200),
      }),
    'errors.report': ({ code, message, where }) => {
      events.write('error', code, { message, where });
      return null;
    },
  };
}
