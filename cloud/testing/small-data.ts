import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { AdminApi, PastCommand } from '#cloud/admin/admin-api.ts';

/* The people and companies of every test, with ids that stay the same. All passwords are PASSWORD. */

export const PASSWORD = 'Sportello.2026';

function id(group: number, number: number): Id {
  return `0193b2c0-00${group}0-7000-8000-${String(number).padStart(12, '0')}`;
}

export const TENANTS = { vendor: id(1, 1), rossi: id(1, 2), bikelt: id(1, 3), serra: id(1, 4) } as const;

export interface TestPerson {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly tenant: Id;
  readonly roles: readonly Role[];
}
export const PEOPLE = {
  mario: { id: id(2, 1), name: 'MARIO ROSSI', email: 'mario.rossi@rossisrl.example', tenant: TENANTS.rossi, roles: ['user'] },
  giada: { id: id(2, 2), name: 'GIADA BELLI', email: 'giada.belli@rossisrl.example', tenant: TENANTS.rossi, roles: ['company_admin'] },
  luca: { id: id(2, 3), name: 'LUCA PREVIZI', email: 'luca.previzi@bikelt.example', tenant: TENANTS.bikelt, roles: ['user'] },
  anna: { id: id(2, 4), name: 'ANNA SERRA', email: 'anna.serra@officineserra.example', tenant: TENANTS.serra, roles: ['company_admin'] },
  nicolo: { id: id(2, 5), name: 'NICOLÒ RUGGERI', email: 'nicolo.ruggeri@nts.example', tenant: TENANTS.vendor, roles: ['operator'] },
  veronica: { id: id(2, 6), name: 'VERONICA CONTI', email: 'veronica.conti@nts.example', tenant: TENANTS.vendor, roles: ['operator', 'vendor_admin'] },
} as const satisfies Record<string, TestPerson>;

export const TICKETS = { rossi: id(3, 1), rossiTaken: id(3, 2), bikelt: id(3, 3) } as const;

/** Input of a `ticket.create` that every rule accepts. */
export function ticketInput(ticketId: Id, title: string, email: string, text = 'Succede da stamattina, a tutti.') {
  return {
    ticketId, title, email, description: richTextOf(text), type: 'assistance', area: 'management', priority: 'normal', blocking: null,
    phone: '', contactPreference: 'web', contactId: null, relatedTo: null, capsule: null, private: false, files: [] as unknown[],
  };
}

/** Three customers of one vendor, six people, three tickets of an hour ago (one taken), numbers from 1400. */
export async function makeSmallData(admin: AdminApi, now: number): Promise<void> {
  const customers = { rossi: ['ROSSI SRL', '07424520729'], bikelt: ['BIKELT SPA', '01234567890'], serra: ['OFFICINE SERRA SNC', '09876543210'] } as const;
  await admin.createTenant({ id: TENANTS.vendor, name: 'NTS ASSISTENZA', vatNumber: '00112233445', kind: 'vendor', firstTicketNumber: 1400 });
  for (const [key, [name, vatNumber]] of Object.entries(customers)) {
    await admin.createTenant({ id: TENANTS[key as keyof typeof customers], name, vatNumber, kind: 'customer' });
  }
  await Promise.all(Object.values(PEOPLE).map(({ id, name, email }) => admin.createPerson({ id, name, email, password: PASSWORD, language: 'it' })));
  for (const { id: person, tenant, roles } of Object.values(PEOPLE)) await admin.addMember(tenant, person, roles);
  for (const customer of [TENANTS.rossi, TENANTS.bikelt, TENANTS.serra]) await admin.addServiceContract(TENANTS.vendor, customer);

  const hour = now - 60 * 60_000;
  const create = (ticketId: Id, title: string, email: string): PastCommand => ({ name: 'ticket.create', input: ticketInput(ticketId, title, email), now: hour });
  await admin.runAs(TENANTS.rossi, PEOPLE.mario.id, [
    create(TICKETS.rossi, 'Non si apre la contabilità', PEOPLE.mario.email),
    create(TICKETS.rossiTaken, 'Errore nella stampa del registro IVA', PEOPLE.mario.email),
  ]);
  await admin.runAs(TENANTS.bikelt, PEOPLE.luca.id, [create(TICKETS.bikelt, 'Il magazzino non si aggiorna', PEOPLE.luca.email)]);
  await admin.runAs(TENANTS.rossi, PEOPLE.nicolo.id, [{ name: 'ticket.take', input: { ticketId: TICKETS.rossiTaken, eventId: id(4, 1) }, now: hour + 60_000 }]);
}
