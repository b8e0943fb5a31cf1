import { createHash } from 'node:crypto';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Outcome } from '#shared/api/sync.ts';
import { SYSTEM } from '#cloud/system-ids.ts';
import { runCommands, type CommandPlace } from './run-command.ts';

/**
 * One command of the cloud's own; its mail is kept where `mail` says so. `id` comes from the event (idOfEvent), so that a retry is the same command and has the
 * same outcome.
 */
export async function runSystem(place: CommandPlace, command: { tenant: Id; vendor: Id; id: Id; name: string; input: unknown; now: number; mail?: 'keep' }): Promise<Outcome> {
  const { tenant, vendor, id, name, input, now, mail = 'skip' } = command;
  const sha256 = createHash('sha256').update(JSON.stringify({ name, input })).digest('hex');
  const [result] = await runCommands(place, {
    tenant,
    vendor,
    giver: { actor: SYSTEM, areas: [], sight: 'all' },
    sender: undefined,
    commands: [{ id, number: null, name, input, now, typed: now, arrival: now, bases: {}, sha256 }],
    mail,
  });
  if (!result) throw new Error(`the system's ${name} has no outcome`);
  return result.outcome;
}
