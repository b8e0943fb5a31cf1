import { v7 as uuidv7 } from 'uuid';
import type { CommandRunner } from '../commands/command-runner.ts';
import type { Context, HandlersOf } from './context.ts';

/** One way to change anything (architecture.md). */
export function commandHandlers({ session }: Context, runner: CommandRunner): HandlersOf<'command'> {
  return {
    'command.newIds': ({ count }) => Array.from({ length: count }, () => uuidv7()),
    'command.run': (request) => runner.run(session.desk(), request),
  };
}
