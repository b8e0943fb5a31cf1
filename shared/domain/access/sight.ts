import * as z from 'zod';
import type { Entity } from '../kernel/entity.ts';
import type { Id } from '../kernel/ids.ts';
import type { Actor } from '../kernel/command.ts';

/**
 * How much a person sees of the rows that can be hidden (LST-08): `all`, private ones too; `open`, all that are not private;
 * `own`, none of the others'. One's own rows are always seen.
 */
export const sightSchema = z.enum(['all', 'open', 'own']);
export type Sight = z.output<typeof sightSchema>;
const WIDTH: Readonly<Record<Sight, number>> = { own: 0, open: 1, all: 2 };

/** LST-08: by role, and for plain users by their company's own choice. */
export function sightOf({ side, roles }: Pick<Actor, 'side' | 'roles'>, usersSeeAll: boolean): Sight {
  if (side !== 'customer' || roles.includes('company_admin') || roles.includes('company_technician')) return 'all';
  return usersSeeAll ? 'open' : 'own';
}

/** Whether rows must go that were seen before. */
export function isNarrower(sight: Sight, before: Sight): boolean {
  return WIDTH[sight] < WIDTH[before];
}

type Values = Readonly<Record<string, unknown>>;

/** Whether the row is for this person's eyes. What is seen through a parent is asked of the parent. */
export function isSeen({ hidden }: Pick<Entity, 'hidden'>, values: Values, sight: Sight, person: Id): boolean {
  if (hidden === undefined || sight === 'all') return true;
  return (sight === 'open' && values[hidden.by] !== true) || hidden.people.some((field) => values[field] === person);
}

/** Who sees less of a row after a change, and whether somebody sees more. */
export interface SightChange {
  /** All who see what is not private. */
  readonly lostByCompany: boolean;
  /** Persons whose own the row was. */
  readonly lostBy: readonly Id[];
  readonly gained: boolean;
}

/** Undefined where the change hides nothing and shows nothing. `before` has the row's values before it. */
export function sightChange({ hidden }: Pick<Entity, 'hidden'>, before: Values, after: Values): SightChange | undefined {
  if (hidden === undefined) return undefined;
  const people = (values: Values) => [...new Set(hidden.people.map((field) => String(values[field])))];
  const [formerly, now] = [people(before), people(after)];
  const [wasHidden, isHidden] = [before[hidden.by] === true, after[hidden.by] === true];
  const lostBy = formerly.filter((person) => !now.includes(person));
  const gained = (wasHidden && !isHidden) || now.some((person) => !formerly.includes(person));
  const lostByCompany = !wasHidden && isHidden;
  return lostByCompany || lostBy.length > 0 || gained ? { lostByCompany, lostBy, gained } : undefined;
}
