import { columnOf, type Entity } from '#shared/domain/kernel/entity.ts';
import { ENTITIES, entityOf } from '#shared/domain/registry.ts';

/** The places of a statement's values that say who asks: `$1` is the tenant. */
export interface Asker {
  readonly person: string;
  /** The names of the entities that they may see at all. */
  readonly names: string;
  readonly sight: string;
}

/** Names of tables and columns stand in the registry, not in requests; quoted all the same. */
export function quote(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a name of ours: ${name}`);
  return `"${name}"`;
}
export function tableOf(entity: Entity): string {
  return `app.${quote(entity.name)}`;
}

/** Whether rows of the entity can be hidden from some of a company's people (LST-08). */
export function canBeHidden(entity: Entity): boolean {
  if (entity.hidden !== undefined) return true;
  const parent = entity.visibleThrough && entityOf(entity.visibleThrough.entity);
  return parent !== undefined && canBeHidden(parent);
}

/**
 * SQL of the condition under which a row, called `row` in the statement, is for the asker's eyes: its own person's, not
 * hidden, its parent's too, and telling of nothing that is not. The policies of the database say the same once more.
 * Every value is named, since a statement may have none that it does not use.
 */
export function seen(entity: Entity, row: string, { person, names, sight }: Asker): string {
  const parts = [`${person}::uuid is not null`, `${names}::text[] is not null`, `${sight}::text is not null`, ...conditions(entity, row, { person, names, sight })];
  return parts.join(' and ');
}

function conditions(entity: Entity, row: string, asker: Asker): string[] {
  const { owner, hidden, visibleThrough, about } = entity;
  const { person, names, sight } = asker;
  const unlessAll = (condition: string) => `(${sight} = 'all' or ${condition})`;
  const parts: string[] = [];
  if (owner !== undefined) parts.push(`${row}.${quote(columnOf(owner))} = ${person}`);
  if (hidden !== undefined) {
    const own = hidden.people.map((field) => `${row}.${quote(columnOf(field))} = ${person}`);
    parts.push(unlessAll(`${own.join(' or ')} or (${sight} = 'open' and not ${row}.${quote(columnOf(hidden.by))})`));
  }
  const parent = visibleThrough && entityOf(visibleThrough.entity);
  if (visibleThrough && parent && canBeHidden(parent)) parts.push(unlessAll(isThere(parent, `${row}.${quote(columnOf(visibleThrough.field))}`, `${row}_p`, asker)));
  if (about !== undefined) {
    const [name, id] = [`${row}.${quote(columnOf(about.entity))}`, `${row}.${quote(columnOf(about.row))}`];
    const cases = ENTITIES.filter(canBeHidden).map((one) => `when '${one.name}' then ${isThere(one, id, `${row}_a`, asker)}`);
    parts.push(`${name} = any(${names}::text[])`, unlessAll(`case ${name} ${cases.join(' ')} else true end`));
  }
  return parts;
}

/** SQL: the asker may see the row of this entity with this id. */
export function isThere(entity: Entity, id: string, row: string, asker: Asker): string {
  const parts = [`${row}.tenant_id = $1`, `${row}.id = ${id}`, ...conditions(entity, row, asker)];
  return `exists (select 1 from ${tableOf(entity)} ${row} where ${parts.join(' and ')})`;
}
