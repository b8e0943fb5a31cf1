import { fingerprintOf, OWN_PROGRAM } from '#shared/domain/tickets/capsule.ts';
import { buildCapsule } from '../errors/capsule.ts';
import { redact } from '../errors/redact.ts';
import { databaseName } from '../store/database-name.ts';
import type { Context, HandlersOf } from './context.ts';

/** TKT-03. */
export function errorHandlers({ options, machine, steps, events, session }: Context): HandlersOf<'errors'> {
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
    'errors.known': ({ program, code, summary }) => {
      const desk = session.openDesk();
      // Before sign-in there is nothing to compare with.
      const fingerprint = desk && fingerprintOf({ program: program ?? OWN_PROGRAM, code, summary: redact(summary).text });
      return desk && fingerprint ? desk.profile.store.cache.knownProblems(fingerprint, desk.profile.person().id) : [];
    },
    'errors.picture': async ({ of }) => (await options.host.capture(of)) ?? null,
    'errors.report': ({ code, message, where }) => {
      events.write('error', code, { message, where });
      return null;
    },
  };
}
