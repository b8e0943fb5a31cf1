import { columnOf, type Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { SightChange } from '#shared/domain/access/sight.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import { canBeHidden, isThere, quote, tableOf } from './seen.ts';
import { statementName } from './statement-name.ts';
import type { Seat, Transaction } from './tenant-transaction.ts';

/*
 * Who lost sight of which row, and when (LST-08). A person may not read the rows that they lost, not even that they are
 * there, so it stands beside them in a table of its own; one line for each row and for each who lost it: a person, or the
 * company itself for all who see what is not private.
 */

/** A row that is seen by others than before. */
export interface RowInSight {
  readonly entity: Entity;
  readonly id: Id;
  readonly change: SightChange;
}
export interface GoneRow {
  readonly entity: string;
  readonly id: Id;
}

/** What is seen only with the rows of an entity: those that hang from one, and those that tell of one. The vendor's own are seen by all of its side. */
function dependantsOf(entity: Entity): { readonly of: Entity; readonly where: (row: string, ids: string) => string; readonly owner: string | null }[] {
  return ENTITIES.flatMap((of) => {
    const { visibleThrough, about, owner, side } = of;
    if (visibleThrough?.entity === entity.name && side === undefined) return [{ of, owner: null, where: (row: string, ids: string) => `${row}.${quote(columnOf(visibleThrough.field))} = ${ids}` }];
    if (about === undefined) return [];
    const where = (row: string, ids: string) => `${row}.${quote(columnOf(about.entity))} = '${entity.name}' and ${row}.${quote(columnOf(about.row))} = ${ids}`;
    return [{ of, owner: owner === undefined ? null : columnOf(owner), where }];
  });
}

function byEntity(rows: readonly RowInSight[]): Map<Entity, RowInSight[]> {
  const groups = new Map<Entity, RowInSight[]>();
  for (const row of rows) groups.set(row.entity, [...(groups.get(row.entity) ?? []), row]);
  return groups;
}

/**
 * Locks what is seen only with these rows. To be called before the number is taken: whoever writes such a row takes its
 * lock first and the number after.
 */
export async function lockDependants(transaction: Transaction, { tenant }: Seat, rows: readonly RowInSight[]): Promise<void> {
  const locking: Promise<unknown>[] = [asRestamper(transaction)];
  for (const [entity, list] of byEntity(rows)) {
    for (const { of, where } of dependantsOf(entity)) {
      const text = `select r.id from ${tableOf(of)} r where r.tenant_id = $1 and ${where('r', 'any($2::uuid[])')} order by r.id for update`;
      locking.push(transaction.query(statementName(`${of.name}.lock_dependants`, text), text, [tenant, list.map(({ id }) => id)]));
    }
  }
  await Promise.all(locking);
}

/**
 * Notes who lost sight of these rows and of what is seen only with them, and gives the latter the number too where
 * somebody gained sight, so that it comes to them with the next pull. Before `writeRows`: what a change hides from its
 * own writer is written all the same.
 */
export async function restampDependants(transaction: Transaction, { tenant }: Seat, seq: number, rows: readonly RowInSight[]): Promise<void> {
  const stamping: Promise<unknown>[] = [asRestamper(transaction)];
  const run = (name: string, text: string, values: readonly unknown[]) => stamping.push(transaction.query(statementName(name, text), text, values));
  for (const [entity, list] of byEntity(rows)) {
    const lost = list.flatMap(({ id, change }) => [...change.lostBy, ...(change.lostByCompany ? [tenant] : [])].map((lostBy) => ({ id, lost_by: lostBy })));
    const gained = list.filter(({ change }) => change.gained).map(({ id }) => id);
    const [lostText, put] = [JSON.stringify(lost), 'insert into app.gone (tenant_id, seq, entity, row_id, lost_by)'];
    // A company whose users see their own requests alone loses nothing: who sees more later begins from zero, and must not
    // hear of what was never theirs to see.
    const open = 'coalesce((select s.users_see_all from app.support_settings s where s.tenant_id = $1 and s.id = $1), true)';
    const lines = `(select * from json_to_recordset($3::json) as l(id uuid, lost_by uuid) where l.lost_by <> $1 or ${open}) v`;
    if (lost.length > 0) run('gone.row', `${put} select $1::uuid, $2::bigint, '${entity.name}', v.id, v.lost_by from ${lines}`, [tenant, seq, lostText]);
    for (const { of, where, owner } of dependantsOf(entity)) {
      // Of a row that is one person's own, that person is told, whoever lost the row that it tells of.
      const who = owner === null ? 'v.lost_by' : `r.${quote(owner)}`;
      const text = `${put} select distinct $1::uuid, $2::bigint, '${of.name}', r.id, ${who} from ${lines} join ${tableOf(of)} r on r.tenant_id = $1 and ${where('r', 'v.id')} where not r.deleted`;
      if (lost.length > 0) run(`gone.${of.name}`, text, [tenant, seq, lostText]);
      const stamp = `update ${tableOf(of)} r set seq = $2 where r.tenant_id = $1 and ${where('r', 'any($3::uuid[])')}`;
      if (gained.length > 0) run(`${of.name}.restamp`, stamp, [tenant, seq, gained]);
    }
  }
  await Promise.all(stamping);
}

/** From here on the transaction sees all rows of the tenant, as the one that stamps what others may see. */
function asRestamper(transaction: Transaction): Promise<unknown> {
  return transaction.query('sight.all', "select set_config('app.sight', 'all', true), set_config('app.restamps', 'yes', true)", []);
}

const ASKER = { person: '$4', names: '$5', sight: '$6' };
/** A line is for whoever lost the row: the person, or one of the company where they saw what was not private. */
export const FOR_ASKER = (person: string, sight: string) => `(g.lost_by = ${person} or (g.lost_by = $1 and ${sight} = 'open'))`;

let goneText: string | undefined;

/** Rows that the person lost sight of between two numbers, and does not see now. */
export async function goneBetween(transaction: Transaction, { tenant, person, sight }: Seat, above: number, upTo: number, visible: readonly Entity[]): Promise<GoneRow[]> {
  const hidden = ENTITIES.filter((entity) => canBeHidden(entity) || entity.about !== undefined);
  goneText ??= `select distinct g.entity, g.row_id as id from app.gone g
     where g.tenant_id = $1 and g.seq > $2 and g.seq <= $3 and g.entity = any($5::text[]) and ${FOR_ASKER('$4', '$6')}
       and not case g.entity ${hidden.map((entity) => `when '${entity.name}' then ${isThere(entity, 'g.row_id', 't', ASKER)}`).join(' ')} else true end
     order by 1, 2`;
  return transaction.query<GoneRow & Record<string, unknown>>('gone.between', goneText, [tenant, above, upTo, person, visible.map(({ name }) => name), sight]);
}
