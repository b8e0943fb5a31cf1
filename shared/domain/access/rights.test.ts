import { expect, test } from 'vitest';
import { areaOfCommand } from './areas.ts';
import { mayGive, RIGHTS } from './rights.ts';
import { COMPANY_ROLES, isVendorRole, VENDOR_ROLES, type Role } from './roles.ts';
import { COMMANDS } from '../registry.ts';

const ALL_ROLES: readonly Role[] = [...COMPANY_ROLES, ...VENDOR_ROLES];
const customer = (...roles: Role[]) => ({ side: 'customer' as const, roles });
const vendor = (...roles: Role[]) => ({ side: 'vendor' as const, roles });
const system = { side: 'system' as const, roles: [] };

test('ACC-16: no role is both the company\'s and the vendor\'s', () => {
  expect(COMPANY_ROLES.filter(isVendorRole)).toEqual([]);
  expect(VENDOR_ROLES.filter((role) => !isVendorRole(role))).toEqual([]);
  expect(new Set(ALL_ROLES).size).toBe(8);
});

test('every command has its right, and no right is for a command that is not', () => {
  expect(Object.keys(RIGHTS).sort()).toEqual(COMMANDS.map((command) => command.name).sort());
  for (const allowed of Object.values(RIGHTS)) expect(allowed.length).toBeGreaterThan(0);
});

test('an unlisted command is nobody\'s, the words of the language among them', () => {
  for (const name of ['ticket.delete', 'constructor', '__proto__', 'toString', '']) {
    for (const actor of [customer(...ALL_ROLES), vendor(...ALL_ROLES), system]) expect(mayGive(actor, name)).toBe(false);
  }
});

test('ACC-16: on the customer\'s side one of the vendor\'s roles opens nothing', () => {
  for (const command of COMMANDS) expect(mayGive(customer(...VENDOR_ROLES), command.name), command.name).toBe(false);
});

test('DET-10: taking, assigning, moving and internal notes are the vendor\'s alone', () => {
  for (const command of ['ticket.take', 'ticket.assign', 'ticket.set_status', 'ticket.note', 'ticket.mark_solution', 'ticket.merge', 'canned_answer.create', 'canned_answer.change', 'canned_answer.archive']) {
    expect(mayGive(customer(...COMPANY_ROLES), command)).toBe(false);
    expect(mayGive(vendor('operator'), command)).toBe(true);
    expect(mayGive(vendor('vendor_admin'), command)).toBe(true);
    expect(mayGive(vendor('certificate_officer'), command)).toBe(false);
    expect(mayGive(system, command)).toBe(false);
  }
});

test('a request is raised by the company\'s people, answered by both sides', () => {
  for (const role of ['user', 'company_technician', 'company_admin'] as const) {
    expect(mayGive(customer(role), 'ticket.create')).toBe(true);
    expect(mayGive(customer(role), 'ticket.reply')).toBe(true);
  }
  expect(mayGive(vendor('operator'), 'ticket.create')).toBe(false);
  expect(mayGive(vendor('operator'), 'ticket.reply')).toBe(true);
  for (const command of ['ticket.create', 'ticket.reply', 'ticket.update', 'ticket.attach']) {
    expect(mayGive(customer('crm_user', 'crm_admin'), command)).toBe(false);
    expect(mayGive(customer(), command)).toBe(false);
  }
});

test('DET-06: the minutes before closing are an administrator\'s to change', () => {
  expect(mayGive(customer('company_admin'), 'support_settings.change')).toBe(true);
  expect(mayGive(vendor('vendor_admin'), 'support_settings.change')).toBe(true);
  expect(mayGive(customer('user', 'company_technician'), 'support_settings.change')).toBe(false);
  expect(mayGive(vendor('operator'), 'support_settings.change')).toBe(false);
});

test('SLA-01: hours, holidays and days are the vendor\'s administrator\'s to change', () => {
  expect(mayGive(vendor('vendor_admin'), 'service_calendar.change')).toBe(true);
  expect(mayGive(vendor('operator', 'certificate_officer'), 'service_calendar.change')).toBe(false);
  expect(mayGive(customer(...ALL_ROLES), 'service_calendar.change')).toBe(false);
});

test('what only the cloud knows is published by the cloud alone', () => {
  for (const command of ['company.publish', 'membership.publish', 'agent.publish', 'attachment.settle', 'ticket.breach', 'ticket.recount', 'service_calendar.publish']) {
    expect(mayGive(system, command)).toBe(true);
    expect(mayGive(customer(...ALL_ROLES), command)).toBe(false);
    expect(mayGive(vendor(...ALL_ROLES), command)).toBe(false);
  }
  for (const command of ['ticket.create', 'ticket.reply', 'preference.set']) expect(mayGive(system, command)).toBe(false);
});

test('everybody keeps preferences of their own', () => {
  for (const role of COMPANY_ROLES) expect(mayGive(customer(role), 'preference.set')).toBe(true);
  for (const role of VENDOR_ROLES) expect(mayGive(vendor(role), 'preference.set')).toBe(true);
});

test('each command is given in the part of the company that its own rule names', () => {
  for (const { name, area } of COMMANDS) expect(areaOfCommand(name), name).toBe(area);
  for (const name of ['constructor.x', '__proto__.x', '', 'tickets.x']) expect(areaOfCommand(name)).toBeUndefined();
});
