import type { Handlers } from '#shared/rpc/contract.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { accountHandlers } from './account.ts';
import { answerHandlers } from './answers.ts';
import { appHandlers } from './app.ts';
import { companyHandlers } from './company.ts';
import { commandHandlers } from './commands.ts';
import { conflictHandlers } from './conflicts.ts';
import type { Context } from './context.ts';
import { dashboardHandlers } from './dashboard.ts';
import { draftHandlers } from './drafts.ts';
import { errorHandlers } from './errors.ts';
import { fileHandlers } from './files.ts';
import { libraryHandlers } from './library.ts';
import { noticeHandlers } from './notices.ts';
import { outboxHandlers } from './outbox.ts';
import { preferenceHandlers } from './preferences.ts';
import { recoveryHandlers } from './recovery.ts';
import { sessionHandlers } from './session.ts';
import { syncHandlers } from './sync.ts';
import { ticketHandlers } from './tickets.ts';

/** Every method of the contract; a new one does not compile until it stands in one of the files above. */
export function createHandlers(context: Context, runner: CommandRunner): Handlers {
  return {
    ...appHandlers(context),
    ...sessionHandlers(context),
    ...accountHandlers(context),
    ...syncHandlers(context),
    ...outboxHandlers(context, runner),
    ...conflictHandlers(context),
    ...commandHandlers(context, runner),
    ...ticketHandlers(context),
    ...answerHandlers(context),
    ...dashboardHandlers(context),
    ...libraryHandlers(context),
    ...companyHandlers(context),
    ...preferenceHandlers(context, runner),
    ...draftHandlers(context),
    ...fileHandlers(context, runner),
    ...errorHandlers(context),
    ...noticeHandlers(context),
    ...recoveryHandlers(context),
  };
}
