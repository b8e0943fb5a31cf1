import * as z from 'zod';
import { changes, children, defineCommand, insert, patch, ref, refuse, undecided, type Decision, type FoundRow, type FoundRows, type Reads } from '../../kernel/command.ts';
import type { RowOf } from '../../kernel/entity.ts';
import { idSchema, type Id } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { membership } from '../../org/entities.ts';
import { group, moduleAccess } from '../entities.ts';
import { MODULE_IDS } from '../modules.ts';

const MOST = 500;
const people = z.array(idSchema).max(MOST);
const name = line(80, 1);

/** Refuses somebody who is not of the company; undefined where all are, or where this desk cannot know. */
function strangerIn(ids: readonly Id[], members: FoundRows<typeof membership>): Decision | undefined {
  if (members.state === 'unknown') return undecided();
  const active = new Set(members.rows.filter((member) => member.active).map(({ id }) => id));
  return ids.every((id) => active.has(id)) ? undefined : refuse('membership.unknown', 'state');
}

const each = (ids: readonly Id[]): Id[] => [...new Set(ids)];

/** SET-03. */
export const createGroup = defineCommand({
  name: 'group.create',
  area: 'org',
  schema: 1,
  input: z.strictObject({ groupId: idSchema, name, memberIds: people }),
  reads: (_input, ctx) => ({ members: children(membership, 'companyId', ctx.tenant) }),
  decide: ({ members }, input, ctx) => {
    const stranger = strangerIn(input.memberIds, members);
    return stranger ?? changes([insert(group, input.groupId, { companyId: ctx.tenant, name: input.name, memberIds: each(input.memberIds), active: true })]);
  },
});

function standing(found: FoundRow<typeof group>): { readonly row: RowOf<typeof group> } | { readonly decision: Decision } {
  if (found.state === 'unknown') return { decision: undecided() };
  return found.state === 'row' && found.row.active ? { row: found.row } : { decision: refuse('group.unknown', 'state') };
}

/** A name, and who comes and goes: two administrators at once do not undo one another. */
export const changeGroup = defineCommand({
  name: 'group.change',
  area: 'org',
  schema: 1,
  input: z.strictObject({ groupId: idSchema, name: name.optional(), add: people.default([]), remove: people.default([]) }),
  rewrites: { user_group: { name: (groupId, value) => ({ groupId, name: value }) } },
  reads: (input, ctx) => ({ group: ref(group, input.groupId), members: children(membership, 'companyId', ctx.tenant) }),
  decide: (found, input) => {
    const known = standing(found.group);
    if ('decision' in known) return known.decision;
    const stranger = strangerIn(input.add, found.members);
    if (stranger) return stranger;
    const memberIds = each([...known.row.memberIds, ...input.add]).filter((id) => !input.remove.includes(id));
    return changes([patch(group, known.row.id, { memberIds, ...(input.name === undefined ? {} : { name: input.name }) })]);
  },
});

const oneGroup = z.strictObject({ groupId: idSchema });

/** SET-04: not while a module that is on is given by it. */
export const removeGroup = defineCommand({
  name: 'group.remove',
  area: 'org',
  schema: 1,
  input: oneGroup,
  reads: (input) => ({
    group: ref(group, input.groupId),
    support: ref(moduleAccess, MODULE_IDS.support),
    crm: ref(moduleAccess, MODULE_IDS.crm),
    certificates: ref(moduleAccess, MODULE_IDS.certificates),
  }) satisfies Reads,
  decide: (found, { groupId }) => {
    const known = standing(found.group);
    if ('decision' in known) return known.decision;
    const user = [found.support, found.crm, found.certificates].find((access) => access.state === 'row' && access.row.enabled && !access.row.everyone && access.row.groupIds.includes(groupId));
    if (user?.state === 'row') return refuse('group.in_use', 'state', { name: known.row.name, module: user.row.module });
    return changes([patch(group, groupId, { active: false })]);
  },
});

/** The undo of a removal. */
export const restoreGroup = defineCommand({
  name: 'group.restore',
  area: 'org',
  schema: 1,
  input: oneGroup,
  reads: (input) => ({ group: ref(group, input.groupId) }),
  decide: ({ group: found }, { groupId }) => {
    if (found.state === 'unknown') return undecided();
    return found.state === 'row' ? changes([patch(group, groupId, { active: true })]) : refuse('group.unknown', 'state');
  },
});
