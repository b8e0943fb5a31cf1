import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Refusal } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { commandOf } from '#shared/domain/registry.ts';
import { upCast } from '#shared/domain/up-cast.ts';
import { commandBodySchema, SYNC_SCHEMA, type PushReply, type PushRequest } from '#shared/api/sync.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Seating } from '#cloud/auth/access.ts';
import type { Arrived } from './decide-prefix.ts';
import { runCommands, type CommandPlace } from './run-command.ts';

/** What a later program may call a command; anything else is garbage, and refused. */
const COMMAND_NAME = /^[a-z][a-z_]*\.[a-z][a-z_]*$/;

/** The command's own schema judges the input; here it only has to be JSON. */
const bodySchema = commandBodySchema.extend({ input: z.unknown() });

/**
 * A prefix of a desk's pending commands (sync.md, Cloud: push). One that is already known gets its stored result.
 *
 * @param now the cloud's clock, ms: the commands' time of arrival
 * @throws ApiProblem 409 `sync.too_new`, 409 `client.renumber`, 422 `command.altered`, 400 `request.invalid`
 */
export async function push(place: CommandPlace, seating: Seating, request: PushRequest, now: number): Promise<PushReply> {
  refuseNewer(request.schema, SYNC_SCHEMA);
  if (new Set(request.commands.map(({ id }) => id)).size !== request.commands.length) {
    throw new ApiProblem(400, 'request.invalid', 'a command stands twice in the request');
  }
  const refused = new Map<Id, Refusal>();
  const commands = request.commands.map(({ id, number, body }): Arrived => {
    const sha256 = createHash('sha256').update(body, 'utf8').digest('hex');
    const parsed = parseBody(body);
    if (!parsed.ok) {
      refused.set(id, { code: 'input.invalid', why: 'input', facts: { field: parsed.field, problem: 'body' } });
      return { id, number, name: '', input: null, now, typed: now, arrival: now, bases: {}, sha256 };
    }
    const { name, schema, input, now: sentNow, typed, bases } = parsed.value;
    const command = commandOf(name);
    // A rule stays for as long as a desk may be offline: a name that is not known here is a newer one.
    if (!command && COMMAND_NAME.test(name)) throw new ApiProblem(409, 'sync.too_new', 'a command is newer than this cloud');
    refuseNewer(schema, command?.schema ?? schema);
    return { id, number, name, input: upCast(name, schema, input), now: sentNow, typed, arrival: now, bases, sha256 };
  });
  const { client, incarnation, tenant } = request;
  const results = await runCommands(place, {
    tenant,
    giver: seating,
    sender: { client, incarnation },
    vendor: seating.vendor,
    commands,
    refused,
    mail: 'keep',
  });
  return { results, now };
}

/** A newer desk than this cloud: it holds its commands until the cloud has caught up (sync.md, Upgrades). */
function refuseNewer(theirs: number, ours: number): void {
  if (theirs > ours) throw new ApiProblem(409, 'sync.too_new', `schema ${theirs} is newer than this cloud's ${ours}`);
}

function parseBody(body: string): { ok: true; value: z.output<typeof bodySchema> } | { ok: false; field: string } {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(body));
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, field: parsed.error.issues[0]?.path.join('.') ?? '' };
  } catch {
    return { ok: false, field: '' };
  }
}
