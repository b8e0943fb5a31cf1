import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, type Change, type Ctx, type FoundRow, type Reads } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { company, email, membership } from '../../org/entities.ts';
import { changedRoles } from '../../access/roles.ts';
import { invitation, moduleAccess, personName } from '../entities.ts';
import { accessAtFirst, MODULE_IDS, MODULES } from '../modules.ts';
import { kindOf, refuseVendorRoles } from '../role-rules.ts';

/*
 * What becomes of an invitation. The invited person is no member yet and has no desk in the company: the cloud, which
 * knows whose address it is, gives these in their name (sync.md, Every writer is a command).
 */

const modulesRead = () => Object.fromEntries(MODULES.map((module) => [module, ref(moduleAccess, MODULE_IDS[module])])) satisfies Reads;

function over(found: FoundRow<typeof invitation>, ctx: Ctx): boolean {
  return found.state !== 'row' || found.row.state !== 'pending' || found.row.expiresAt <= ctx.arrival;
}

/** ACC-06: the invited person becomes a member, with the roles and modules that the invitation has now. */
export const acceptInvitation = defineCommand({
  name: 'invitation.accept',
  area: 'org',
  schema: 1,
  input: z.strictObject({
    invitationId: idSchema,
    person: z.strictObject({ id: idSchema, name: line(200, 1), firstName: personName, lastName: personName, email, phone: line(40) }),
  }),
  reads: (input, ctx) => ({ invitation: ref(invitation, input.invitationId), member: ref(membership, input.person.id), company: ref(company, ctx.tenant), ...modulesRead() }),
  decide: (found, input, ctx) => {
    // The names of the modules' rows come out of a list, so the compiler cannot tell them from the others.
    const rows = found as unknown as { invitation: FoundRow<typeof invitation>; member: FoundRow<typeof membership>; company: FoundRow<typeof company> };
    const accesses = found as unknown as Readonly<Record<string, FoundRow<typeof moduleAccess>>>;
    if (over(rows.invitation, ctx) || rows.invitation.state !== 'row') return refuse('invitation.over', 'state');
    const { roles, modules } = rows.invitation.row;
    const wrongRole = refuseVendorRoles(roles, kindOf(rows.company, ctx), ctx);
    if (wrongRole) return wrongRole;
    const { id, ...person } = input.person;
    const before = rows.member.state === 'row' ? rows.member.row : undefined;
    const values = before?.active
      ? { ...person, roles: changedRoles(before.roles, roles, []) }
      : { ...person, roles: changedRoles([], roles, []), activeSince: ctx.arrival, active: true };
    const given = modules.flatMap((module): Change[] => {
      const place = MODULE_IDS[module];
      const access = accesses[module];
      if (access?.state !== 'row') return accessAtFirst(module).everyone && accessAtFirst(module).enabled ? [] : [insert(moduleAccess, place, { module, ...accessAtFirst(module), groupIds: [], personIds: [id] })];
      const { personIds } = access.row;
      return personIds.includes(id) ? [] : [patch(moduleAccess, place, { personIds: [...personIds, id] })];
    });
    return changes([
      before ? patch(membership, id, values) : insert(membership, id, { companyId: ctx.tenant, activeSince: ctx.arrival, active: true, ...values }),
      patch(invitation, rows.invitation.row.id, { state: 'accepted' }),
      ...given,
    ]);
  },
});

const oneInvitation = z.strictObject({ invitationId: idSchema });

/** ACC-06: the invited person says no. */
export const declineInvitation = defineCommand({
  name: 'invitation.decline',
  area: 'org',
  schema: 1,
  input: oneInvitation,
  reads: (input) => ({ invitation: ref(invitation, input.invitationId) }),
  decide: ({ invitation: found }, { invitationId: id }, ctx) => (over(found, ctx) ? refuse('invitation.over', 'state') : changes([patch(invitation, id, { state: 'declined' })])),
});

/** ACC-01: its time is over; by the clock of the cloud. */
export const expireInvitation = defineCommand({
  name: 'invitation.expire',
  area: 'org',
  schema: 1,
  input: oneInvitation,
  reads: (input) => ({ invitation: ref(invitation, input.invitationId) }),
  decide: ({ invitation: found }, { invitationId: id }, ctx) => {
    if (found.state !== 'row' || found.row.state !== 'pending' || found.row.expiresAt > ctx.arrival) return refuse('invitation.over', 'state');
    return changes([patch(invitation, id, { state: 'expired' })]);
  },
});
