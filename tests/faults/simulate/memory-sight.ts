import { isSeen, type Sight } from '#shared/domain/access/sight.ts';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ENTITIES, entityOf } from '#shared/domain/registry.ts';
import type { GoneRow, RowInSight } from '#cloud/db/gone.ts';
import type { KeptRow, TenantMemory } from './memory-data.ts';

/* Who sees what in memory: the conditions of cloud/db/seen.ts and the lines of cloud/db/gone.ts, without SQL. */

/** Who asks, and the entities whose rows they may see at all. */
export interface Asker {
  readonly person: Id;
  readonly sight: Sight;
  readonly visible: readonly Entity[];
}
/** A row that somebody lost sight of; `lostBy` is a person, or the tenant itself. */
export interface GoneLine extends GoneRow {
  readonly seq: number;
  readonly lostBy: Id;
}

/** The rows of an entity that are for the asker's eyes. */
export function rowsFor(memory: TenantMemory, entity: Entity, asker: Asker): KeptRow[] {
  return [...(memory.rows.get(entity.name)?.values() ?? [])].filter((row) => sees(memory, entity, row, asker));
}

function isThere(memory: TenantMemory, name: unknown, id: unknown, asker: Asker): boolean {
  const entity = entityOf(String(name));
  const row = memory.rows.get(String(name))?.get(String(id));
  return entity !== undefined && row !== undefined && sees(memory, entity, row, asker);
}

function sees(memory: TenantMemory, entity: Entity, { values }: Pick<KeptRow, 'values'>, asker: Asker): boolean {
  const { owner, visibleThrough, about } = entity;
  if (owner !== undefined && values[owner] !== asker.person) return false;
  if (!isSeen(entity, values, asker.sight, asker.person)) return false;
  if (asker.sight === 'all') return about === undefined || asker.visible.some(({ name }) => name === values[about.entity]);
  if (visibleThrough !== undefined && !isThere(memory, visibleThrough.entity, values[visibleThrough.field], asker)) return false;
  return about === undefined || (asker.visible.some(({ name }) => name === values[about.entity]) && isThere(memory, values[about.entity], values[about.row], asker));
}

/** What is seen only with the row: what hangs from it, but for the vendor's own, and what tells of it. */
function* dependantsOf(memory: TenantMemory, { entity, id }: RowInSight): Generator<{ of: Entity; row: KeptRow }> {
  for (const of of ENTITIES) {
    const { visibleThrough, about, side } = of;
    for (const row of memory.rows.get(of.name)?.values() ?? []) {
      const hangs = side === undefined && visibleThrough?.entity === entity.name && row.values[visibleThrough.field] === id;
      if (row.deleted) continue;
      if (hangs || (about !== undefined && row.values[about.entity] === entity.name && row.values[about.row] === id)) yield { of, row };
    }
  }
}

export function restamp(memory: TenantMemory, tenant: Id, seq: number, rows: readonly RowInSight[]): void {
  const open = memory.rows.get('support_settings')?.get(tenant)?.values['usersSeeAll'] !== false;
  for (const row of rows) {
    const lost = [...row.change.lostBy, ...(row.change.lostByCompany && open ? [tenant] : [])];
    for (const lostBy of lost) memory.gone.push({ seq, entity: row.entity.name, id: row.id, lostBy });
    for (const { of, row: dependant } of [...dependantsOf(memory, row)]) {
      const { owner } = of;
      for (const lostBy of lost) memory.gone.push({ seq, entity: of.name, id: dependant.id, lostBy: owner === undefined ? lostBy : String(dependant.values[owner]) });
      if (row.change.gained) memory.rows.get(of.name)?.set(dependant.id, { ...dependant, seq });
    }
  }
}

/** The lines that are for the asker, whether or not the row is seen again. */
export function linesFor(memory: TenantMemory, tenant: Id, { person, sight }: Asker, above: number): GoneLine[] {
  return memory.gone.filter(({ seq, lostBy }) => seq > above && (lostBy === person || (lostBy === tenant && sight === 'open')));
}

export function goneFor(memory: TenantMemory, tenant: Id, asker: Asker, above: number, upTo: number): GoneRow[] {
  const lost = linesFor(memory, tenant, asker, above).filter(({ seq, entity, id }) => seq <= upTo && asker.visible.some(({ name }) => name === entity) && !isThere(memory, entity, id, asker));
  return [...new Map(lost.map(({ entity, id }) => [`${entity}/${id}`, { entity, id }])).values()];
}
