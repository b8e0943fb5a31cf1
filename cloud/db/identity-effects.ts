import type pg from 'pg';
import type { Entity, RowOf } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import { company, membership } from '#shared/domain/org/entities.ts';
import { group, invitation, moduleAccess } from '#shared/domain/people/entities.ts';
import type { Module } from '#shared/domain/people/modules.ts';
import { SYSTEM_PERSON } from '#cloud/system-ids.ts';
import { columnsOf } from './entity-statements.ts';
import { inTenant, type Seat, type Transaction } from './tenant-transaction.ts';

/** The entities whose rows say who may be where; what they become is known to `auth` before a push is answered. */
const OF_IDENTITY: ReadonlySet<Entity> = new Set<Entity>([company, membership, invitation, group, moduleAccess]);

export function concernsIdentity(rows: readonly { readonly entity: Entity }[]): boolean {
  return rows.some(({ entity }) => OF_IDENTITY.has(entity));
}

/** In the command's own transaction: up to this number of the feed `auth` is to be told. */
export async function wantIdentity(transaction: Transaction, tenant: Id, seq: number): Promise<void> {
  await transaction.query(
    'identity.want',
    'insert into app.identity_effect as e (tenant_id, wanted) values ($1, $2) on conflict (tenant_id) do update set wanted = greatest(e.wanted, $2)',
    [tenant, seq],
  );
}

type Synced<E extends Entity> = RowOf<E> & { readonly seq: number };

export interface IdentityEffect {
  /** The number of the feed up to which `auth` is to be told. */
  readonly wanted: number;
  /** Up to which it has been. */
  readonly done: number;
}

/** All that decides who may be where in one company, at one moment. */
export interface PeopleRows {
  /** What was wanted at that moment. */
  readonly wanted: number;
  readonly company: Synced<typeof company> | undefined;
  readonly members: readonly Synced<typeof membership>[];
  /** Those that have changed above the number asked for. */
  readonly invitations: readonly Synced<typeof invitation>[];
  readonly groups: readonly Synced<typeof group>[];
  readonly accesses: readonly Synced<typeof moduleAccess>[];
}

const seatIn = (tenant: Id): Seat => ({ tenant, person: SYSTEM_PERSON, side: 'system', sight: 'all' });

async function effectIn(transaction: Transaction, tenant: Id): Promise<IdentityEffect> {
  const [effect] = await transaction.query<IdentityEffect & { [column: string]: unknown }>('identity.effect', 'select wanted, done from app.identity_effect where tenant_id = $1', [tenant]);
  return effect ?? { wanted: 0, done: 0 };
}

export async function identityEffect(app: pg.Pool, tenant: Id): Promise<IdentityEffect> {
  return inTenant(app, seatIn(tenant), 'snapshot', (transaction) => effectIn(transaction, tenant));
}

export async function peopleRows(app: pg.Pool, tenant: Id, invitationsAbove: number): Promise<PeopleRows> {
  return inTenant(app, seatIn(tenant), 'snapshot', async (transaction) => {
    const [{ wanted }, companies, members, invitations, groups, accesses] = await Promise.all([
      effectIn(transaction, tenant),
      rowsOf(transaction, company, tenant, 0),
      rowsOf(transaction, membership, tenant, 0),
      rowsOf(transaction, invitation, tenant, invitationsAbove),
      rowsOf(transaction, group, tenant, 0),
      rowsOf(transaction, moduleAccess, tenant, 0),
    ]);
    return { wanted, company: companies[0], members, invitations, groups, accesses };
  });
}

async function rowsOf<E extends Entity>(transaction: Transaction, entity: E, tenant: Id, above: number): Promise<Synced<E>[]> {
  const columns = columnsOf(entity);
  // Names stand in the registry, not in requests.
  const text = `select id, seq, rev, ${columns.map(({ column }) => `"${column}"`).join(', ')} from app."${entity.name}" where tenant_id = $1 and seq > $2 and not deleted order by seq, id`;
  const rows = await transaction.query<{ id: Id; seq: number; rev: number; [column: string]: unknown }>(`${entity.name}.identity`, text, [tenant, above]);
  // Each column is its field's, by the registry.
  return rows.map((row) => ({ id: row.id, seq: row.seq, rev: row.rev, ...Object.fromEntries(columns.map(({ field, column }) => [field, row[column]])) }) as unknown as Synced<E>);
}

export async function identityDone(app: pg.Pool, tenant: Id, seq: number): Promise<void> {
  await inTenant(app, seatIn(tenant), 'write', (transaction) =>
    transaction.query('identity.done', 'update app.identity_effect set done = greatest(done, $2) where tenant_id = $1', [tenant, seq]),
  );
}

/** What the schema `auth` is to say of a company and its people. */
export interface Standing {
  readonly company:
    | {
        readonly name: string; readonly vatNumber: string; readonly code: string; readonly selfRegistration: boolean; readonly supportDays: number;
        /** TKT-01: null while the form is not served. */
        readonly siteCode: string | null; readonly siteOrigins: string;
      }
    | undefined;
  readonly members: readonly { readonly id: Id; readonly roles: readonly Role[]; readonly modules: readonly Module[]; readonly activeSince: number; readonly active: boolean }[];
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Writes into `auth` what `read` finds, under a lock of the company that is taken before: of two at once the later one
 * has read the later rows, so that no right comes back.
 *
 * @returns what was read, the people whose seat is another one now, and whether the company itself is
 */
export async function writeStanding<T>(
  auth: pg.Pool,
  tenant: Id,
  read: () => Promise<{ readonly rows: T; readonly standing: Standing }>,
): Promise<{ rows: T; changed: { people: Id[]; company: boolean } }> {
  const client = await auth.connect();
  try {
    await client.query('begin');
    await client.query('select 1 from tenant where id = $1 for update', [tenant]);
    const { rows: found, standing } = await read();
    const own = standing.company;
    const { rowCount } = await client.query(
      `update tenant set name = $2, vat_number = $3, registration_code = $4, self_registration = $5, support_days = $6, site_code = $7, site_origins = $8
        where id = $1 and (name, vat_number, coalesce(registration_code, ''), self_registration, support_days, coalesce(site_code, ''), site_origins)
          is distinct from ($2::text, $3::text, $4::text, $5::boolean, $6::int, coalesce($7::text, ''), $8::text)`,
      own ? [tenant, own.name, own.vatNumber, own.code, own.selfRegistration, own.supportDays, own.siteCode, own.siteOrigins] : [null, '', '', '', false, 0, null, ''],
    );
    const { rows } = await client.query<{ person_id: Id }>(
      `insert into membership as m (tenant_id, person_id, roles, modules, active_since, active)
       select $1::uuid, v.id, v.roles, v.modules, v."activeSince", v.active
         from json_to_recordset($2::json) as v(id uuid, roles text[], modules text[], "activeSince" bigint, active boolean) join person p on p.id = v.id
       on conflict (tenant_id, person_id) do update set roles = excluded.roles, modules = excluded.modules, active_since = excluded.active_since, active = excluded.active
        where (m.roles, m.modules, m.active_since, m.active) is distinct from (excluded.roles, excluded.modules, excluded.active_since, excluded.active)
       returning person_id`,
      [tenant, JSON.stringify(standing.members)],
    );
    // ACC-11: who has registered is helped for so many days, from the day they were let in.
    await client.query(
      `update membership m set support_from = m.active_since, support_to = m.active_since + t.support_days * $2::bigint
         from tenant t, invitation i
        where m.tenant_id = $1 and t.id = $1 and i.tenant_id = $1 and i.person_id = m.person_id and i.self_registered and i.state in ('pending', 'accepted')
          and m.active and m.support_from is distinct from m.active_since`,
      [tenant, DAY],
    );
    await client.query('commit');
    return { rows: found, changed: { people: rows.map((row) => row.person_id), company: (rowCount ?? 0) > 0 } };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
