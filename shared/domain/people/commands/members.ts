import * as z from 'zod';
import { changes, children, defineCommand, patch, ref, refuse, undecided, type Change, type Reads } from '../../kernel/command.ts';
import type { RowOf } from '../../kernel/entity.ts';
import { idSchema } from '../../kernel/ids.ts';
import { company, membership } from '../../org/entities.ts';
import { administratorOf, changedRoles, isVendorRole, roleSchema, type Role } from '../../access/roles.ts';
import { group, moduleAccess } from '../entities.ts';
import { MODULE_IDS } from '../modules.ts';
import { kindOf, refuseVendorRoles } from '../role-rules.ts';

type Member = RowOf<typeof membership>;

/** ACC-09. Whether nobody else who is active could give roles any more; in the cloud all members are locked by then. */
function isLast(members: readonly Member[], { id, roles, active }: Member, administrator: Role): boolean {
  return active && roles.includes(administrator) && !members.some((other) => other.id !== id && other.active && other.roles.includes(administrator));
}

/** ACC-08, ACC-09, ACC-16. What is added and what is taken away, so that two administrators at once do not undo one another. */
export const changeRoles = defineCommand({
  name: 'membership.change_roles',
  area: 'org',
  schema: 1,
  input: z.strictObject({ personId: idSchema, add: z.array(roleSchema), remove: z.array(roleSchema) }),
  reads: (_input, ctx) => ({ members: children(membership, 'companyId', ctx.tenant), company: ref(company, ctx.tenant) }),
  decide: (found, { personId, add, remove }, ctx) => {
    const kind = kindOf(found.company, ctx);
    const wrongRole = refuseVendorRoles([...add, ...remove], kind, ctx);
    if (wrongRole) return wrongRole;
    if (found.members.state === 'unknown') return undecided();
    const member = found.members.rows.find(({ id, active }) => id === personId && active);
    if (!member) return refuse('membership.unknown', 'state');
    const roles = changedRoles(member.roles, add, remove);
    if (roles.length === 0) return refuse('membership.no_role', 'state', { name: member.name });
    const administrator = administratorOf(kind);
    if (!roles.includes(administrator) && isLast(found.members.rows, member, administrator)) return refuse('membership.last_admin', 'state', { name: member.name });
    return changes([patch(membership, member.id, { roles })]);
  },
});

/** ACC-08, *Rimuovi utente*. The row stays, without its seat: what the person wrote keeps its author. */
export const removeMember = defineCommand({
  name: 'membership.remove',
  area: 'org',
  schema: 1,
  input: z.strictObject({ personId: idSchema }),
  reads: (_input, ctx) => ({
    members: children(membership, 'companyId', ctx.tenant),
    groups: children(group, 'companyId', ctx.tenant),
    company: ref(company, ctx.tenant),
    support: ref(moduleAccess, MODULE_IDS.support),
    crm: ref(moduleAccess, MODULE_IDS.crm),
    certificates: ref(moduleAccess, MODULE_IDS.certificates),
  }) satisfies Reads,
  decide: (found, { personId }, ctx) => {
    const kind = kindOf(found.company, ctx);
    if (found.members.state === 'unknown' || found.groups.state === 'unknown') return undecided();
    const member = found.members.rows.find(({ id, active }) => id === personId && active);
    if (!member) return refuse('membership.unknown', 'state');
    // Who may not give one of the vendor's roles does not take one away either (ACC-16).
    const wrongRole = kind === 'vendor' ? refuseVendorRoles(member.roles.filter(isVendorRole), kind, ctx) : undefined;
    if (wrongRole) return wrongRole;
    if (isLast(found.members.rows, member, administratorOf(kind))) return refuse('membership.last_admin', 'state', { name: member.name });
    const without = (ids: readonly string[]) => ids.filter((id) => id !== personId);
    // Invited again one day, the person begins with what that invitation gives and nothing from before.
    const groups = found.groups.rows.filter(({ memberIds }) => memberIds.includes(personId)).map(({ id, memberIds }): Change => patch(group, id, { memberIds: without(memberIds) }));
    const modules = [found.support, found.crm, found.certificates].flatMap((access): Change[] =>
      access.state === 'row' && access.row.personIds.includes(personId) ? [patch(moduleAccess, access.row.id, { personIds: without(access.row.personIds) })] : [],
    );
    return changes([patch(membership, member.id, { active: false }), ...groups, ...modules]);
  },
});
