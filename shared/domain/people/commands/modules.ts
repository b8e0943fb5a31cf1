import * as z from 'zod';
import { changes, children, defineCommand, insert, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema, type Id } from '../../kernel/ids.ts';
import { membership } from '../../org/entities.ts';
import { group, moduleAccess } from '../entities.ts';
import { accessAtFirst, MODULE_IDS, MODULES, moduleSchema } from '../modules.ts';

const list = z.array(idSchema).max(500).default([]);

/** Which module a row stands for; the input's own schema refuses what is none. */
const moduleOf = (id: Id) => MODULES.find((module) => MODULE_IDS[module] === id);

/** SET-03: on or off, for everybody or for some; people and groups come and go by what is added and taken away. */
export const setModuleAccess = defineCommand({
  name: 'module.set_access',
  area: 'org',
  schema: 1,
  input: z.strictObject({
    module: moduleSchema,
    enabled: z.boolean().optional(),
    everyone: z.boolean().optional(),
    addGroups: list,
    removeGroups: list,
    addPeople: list,
    removePeople: list,
  }),
  rewrites: {
    module_access: {
      enabled: (id, enabled) => ({ module: moduleOf(id), enabled }),
      everyone: (id, everyone) => ({ module: moduleOf(id), everyone }),
    },
  },
  reads: (input, ctx) => ({
    access: ref(moduleAccess, MODULE_IDS[input.module]),
    members: children(membership, 'companyId', ctx.tenant),
    groups: children(group, 'companyId', ctx.tenant),
  }),
  decide: (found, input) => {
    if (found.access.state === 'unknown' || found.members.state === 'unknown' || found.groups.state === 'unknown') return undecided();
    const { rows: members } = found.members;
    const { rows: groups } = found.groups;
    if (!input.addPeople.every((one) => members.some(({ id, active }) => active && id === one))) return refuse('membership.unknown', 'state');
    if (!input.addGroups.every((one) => groups.some(({ id, active }) => active && id === one))) return refuse('group.unknown', 'state');
    const before = found.access.state === 'row' ? found.access.row : accessAtFirst(input.module);
    const changed = (ids: readonly Id[], add: readonly Id[], remove: readonly Id[]) => [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
    const values = {
      enabled: input.enabled ?? before.enabled,
      everyone: input.everyone ?? before.everyone,
      groupIds: changed(before.groupIds, input.addGroups, input.removeGroups),
      personIds: changed(before.personIds, input.addPeople, input.removePeople),
    };
    const id = MODULE_IDS[input.module];
    return changes([found.access.state === 'row' ? patch(moduleAccess, id, values) : insert(moduleAccess, id, { module: input.module, ...values })]);
  },
});
