import { preferenceSet } from '#shared/domain/org/commands.ts';
import { preference } from '#shared/domain/org/entities.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { PUT_AWAY_FILE } from '#shared/rpc/files.ts';
import { CoreError } from '../core-error.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import type { Desk } from '../desk.ts';
import type { Context, HandlersOf } from './context.ts';

/** LST-02: what a screen remembers for one person, on every device of theirs. */
export function preferenceHandlers({ session }: Context, runner: CommandRunner): HandlersOf<'preferences'> {
  return {
    'preferences.get': ({ key }) => readPreference(session.desk(), key),
    'preferences.set': async ({ key, value }) => {
      await writePreference(session.desk(), runner, key, value);
      return null;
    },
  };
}

/** Null where nothing was kept. */
export async function readPreference(desk: Desk, key: string): Promise<unknown> {
  const tenant = homeTenant(desk);
  if (tenant === undefined) return null;
  const row = await desk.profile.store.cache.row(tenant, preference.name, preferenceId(desk.profile.person().id, key));
  return row?.['value'] ?? null;
}

/** Throws a CoreError with the refusal's code. */
async function writePreference(desk: Desk, runner: CommandRunner, key: string, value: unknown): Promise<void> {
  const tenant = homeTenant(desk);
  if (tenant === undefined) throw new CoreError('tenant.unknown');
  const answer = await runner.run(desk, { tenant, name: preferenceSet.name, input: { key, value }, acceptRemarks: true, queueAnyway: true, draftId: null });
  if (answer.state === 'refused') throw new CoreError(answer.refusal.code, answer.refusal.facts);
}

/** The person does not want to hear of this missing file any more, on any of their devices. */
export function putAwayFile(desk: Desk, runner: CommandRunner, attachmentId: Id): Promise<void> {
  return writePreference(desk, runner, PUT_AWAY_FILE + attachmentId, true);
}

/** The company that the person belongs to, where a customer's person is on the customer's side and a vendor's on the vendor's. */
function homeTenant(desk: Desk): string | undefined {
  return desk.profile.feeds().find((feed) => feed.side === feed.kind)?.tenant;
}
