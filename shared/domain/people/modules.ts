import * as z from 'zod';
import type { Area } from '../kernel/entity.ts';
import type { Id } from '../kernel/ids.ts';
import type { Role } from '../access/roles.ts';
import { isAdministrator } from '../access/roles.ts';

/** What a company can have or not have (SET-03). */
export const MODULES = ['support', 'crm', 'certificates'] as const;
export const moduleSchema = z.enum(MODULES);
export type Module = z.output<typeof moduleSchema>;

/** Each company has at most one row for each module; its id says which, the same in every company. */
export const MODULE_IDS: Readonly<Record<Module, Id>> = {
  support: '6d6f6400-0000-8000-8000-000000000001',
  crm: '6d6f6400-0000-8000-8000-000000000002',
  certificates: '6d6f6400-0000-8000-8000-000000000003',
};

/** The part of the company's rows that a module opens; certificates hang from deals and have none of their own. */
export const AREA_OF_MODULE: Readonly<Record<Module, Area | null>> = { support: 'support', crm: 'crm', certificates: null };

export interface Access {
  readonly enabled: boolean;
  readonly everyone: boolean;
  readonly groupIds: readonly Id[];
  readonly personIds: readonly Id[];
}

/** What holds until a company says otherwise: everybody has support, nobody the modules that are not asked for. */
export function accessAtFirst(module: Module): Access {
  return { enabled: module === 'support', everyone: true, groupIds: [], personIds: [] };
}

/**
 * SET-03: the modules that a member has. One that is switched off is nobody's; of those that are on an administrator has
 * each, since they may give it to themselves.
 */
export function modulesOf(
  member: { readonly id: Id; readonly roles: readonly Role[] },
  accesses: ReadonlyMap<Module, Access>,
  groups: readonly { readonly id: Id; readonly memberIds: readonly Id[]; readonly active: boolean }[],
): Module[] {
  const mine = new Set(groups.filter(({ active, memberIds }) => active && memberIds.includes(member.id)).map(({ id }) => id));
  return MODULES.filter((module) => {
    const { enabled, everyone, groupIds, personIds } = accesses.get(module) ?? accessAtFirst(module);
    return enabled && (everyone || member.roles.some(isAdministrator) || personIds.includes(member.id) || groupIds.some((id) => mine.has(id)));
  });
}
