import type { Id } from '#shared/domain/kernel/ids.ts';
import { companyCode, siteCode } from '#shared/domain/people/company-code.ts';
import { modulesOf } from '#shared/domain/people/modules.ts';
import { supportSettings } from '#shared/domain/org/entities.ts';
import { identityDone, identityEffect, peopleRows, writeStanding, type PeopleRows, type Standing } from '#cloud/db/identity-effects.ts';
import type { Services } from '#cloud/services.ts';
import { endInvited, welcomeInvited } from './invited.ts';
import { customersOf, publish, publishAgents, publishPortraits, syncedRow } from './publish.ts';

type Place = Pick<Services, 'pools' | 'place' | 'access' | 'now' | 'secrets' | 'pokes'>;

/** One at a time for each company: they would only do the same twice. */
const running = new Map<Id, Promise<void>>();

/**
 * Makes the schema `auth`, by which the gate lets people in, say what the company's synced rows say: seats, roles,
 * modules, invitations, the company's own name. A command's transaction leaves word that this is wanted; it is done
 * before its push is answered, so that a right taken away is in force by then, and by a job after a crash. The same
 * call again changes nothing.
 */
export async function settleIdentity(place: Place, tenant: Id): Promise<void> {
  const before = running.get(tenant);
  const turn = (before ?? Promise.resolve()).catch(() => undefined).then(() => settle(place, tenant));
  running.set(tenant, turn);
  try {
    await turn;
  } finally {
    if (running.get(tenant) === turn) running.delete(tenant);
  }
}

async function settle(place: Place, tenant: Id): Promise<void> {
  const { app, auth } = place.pools;
  let { wanted, done } = await identityEffect(app, tenant);
  if (wanted <= done) return;
  // Again where rows have come meanwhile: another cloud may have followed them before this one wrote what it had read.
  for (; wanted > done; { wanted } = await identityEffect(app, tenant)) {
    const { rows, changed } = await writeStanding(auth, tenant, async () => {
      const rows = await peopleRows(app, tenant, done);
      return { rows, standing: standingOf(rows) };
    });
    for (const row of rows.invitations) await followInvitation(place, tenant, row);
    await tellOthers(place, tenant, rows, done);
    for (const person of changed.people) place.pokes.me(person);
    // The company's name stands in everybody's list of companies.
    if (changed.company) for (const person of await everybodyIn(place, tenant)) place.pokes.me(person);
    done = rows.wanted;
  }
  await identityDone(app, tenant, done);
}

function standingOf({ company, members, groups, accesses }: PeopleRows): Standing {
  const byModule = new Map(accesses.map((access) => [access.module, access]));
  return {
    company: company && {
      name: company.name, vatNumber: company.vatNumber, code: companyCode(company.id), selfRegistration: company.selfRegistration, supportDays: company.supportDays,
      siteCode: company.siteForm ? siteCode(company.id) : null, siteOrigins: company.siteOrigins,
    },
    members: members.map(({ id, roles, activeSince, active }) => ({ id, roles, activeSince, active, modules: modulesOf({ id, roles }, byModule, groups) })),
  };
}

async function followInvitation(place: Place, tenant: Id, row: PeopleRows['invitations'][number]): Promise<void> {
  if (row.state !== 'pending') {
    // Whoever lets one run out is to `auth` as if it had been taken back; sent again it is pending again.
    await endInvited(place, row.id, row.state === 'expired' ? 'revoked' : row.state);
    return;
  }
  const inviter = await place.pools.identity.selectFrom('person').select('language').where('id', '=', row.invitedById).executeTakeFirst();
  await welcomeInvited(place, {
    tenant, invitationId: row.id, email: row.email, firstName: row.firstName, lastName: row.lastName, language: inviter?.language ?? 'it',
    roles: row.roles, invitedBy: row.invitedByName, invitedAt: row.invitedAt, expiresAt: row.expiresAt,
  });
}

/** The pictures of who has come; what a vendor's customers know of it: its name, and who of its people answers them. */
async function tellOthers(place: Place, tenant: Id, { company, members }: PeopleRows, from: number): Promise<void> {
  const people = members.filter(({ seq }) => seq > from).map(({ id }) => id);
  await publishPortraits(place, tenant, people);
  if (company?.kind !== 'vendor') return;
  const renamed = company.seq > from;
  if (people.length === 0 && !renamed) return;
  for (const customer of await customersOf(place, tenant)) {
    if (people.length > 0) await publishAgents(place, tenant, customer, people);
    const settings = renamed ? await syncedRow(place, customer, supportSettings, customer) : undefined;
    if (settings && settings['vendorName'] !== company.name) {
      const { closeAfterMinutes } = settings;
      await publish(place, customer, supportSettings, customer, 'support_settings.change', { closeAfterMinutes, vendorName: company.name });
    }
  }
}

async function everybodyIn({ pools }: Place, tenant: Id): Promise<Id[]> {
  const homes = await pools.identity.selectFrom('service_contract').select('vendor_id').where('customer_id', '=', tenant).execute();
  const people = await pools.identity
    .selectFrom('membership')
    .select('person_id')
    .distinct()
    .where('active', '=', true)
    .where('tenant_id', 'in', [tenant, ...homes.map(({ vendor_id }) => vendor_id)])
    .execute();
  return people.map(({ person_id }) => person_id);
}

/** After a crash between a commit and what follows from it; at start, and by a job. Answers how many companies waited. */
export async function settleAllIdentity(place: Place): Promise<number> {
  const due = await place.pools.jobs.selectFrom('identity_effect').select('tenant_id').whereRef('done', '<', 'wanted').execute();
  for (const { tenant_id } of due) await settleIdentity(place, tenant_id);
  return due.length;
}
