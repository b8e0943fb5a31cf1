import { expect, test } from 'vitest';
import { DEFAULT_CALENDAR } from '../sla/calendar.ts';
import { ctxOf, GIADA, NICOLO, NOON, rossiWorld, SYSTEM, VERONICA } from '../memory-world.ts';
import { company, supportSettings } from './entities.ts';

const { tenant } = ctxOf(VERONICA, NOON);
const SUMMER = { ...DEFAULT_CALENDAR, closures: [{ date: '2022-08-16', name: 'Ferie', yearly: false }] };

function vendorWorld() {
  const world = rossiWorld();
  world.put(tenant, company, { id: tenant, rev: 1, name: 'NTS', vatNumber: '', kind: 'vendor', selfRegistration: false, supportDays: 365, siteForm: false, siteOrigins: '' });
  return world;
}

test('SLA-01: the vendor\'s administrator changes the calendar over the one that they saw', () => {
  const world = vendorWorld();
  const change = (calendar: object, seen: object | null) => world.run('service_calendar.change', { calendar, seen }, ctxOf(VERONICA, NOON));
  expect(change(SUMMER, null).kind).toBe('changes');
  expect(world.row(tenant, supportSettings, tenant)).toMatchObject({ calendar: SUMMER, closeAfterMinutes: 5, vendorName: 'NTS ASSISTENZA' });
  expect(change(DEFAULT_CALENDAR, null)).toMatchObject({ refusal: { code: 'service_calendar.changed', why: 'state' } });
  // In PostgreSQL the members stand in another order.
  expect(change(DEFAULT_CALENDAR, Object.fromEntries(Object.entries(SUMMER).reverse())).kind).toBe('changes');
  expect(change({ ...DEFAULT_CALENDAR, zone: 'Europe/Atlantide' }, DEFAULT_CALENDAR)).toMatchObject({ refusal: { code: 'calendar.zone', why: 'input' } });
});

test('SLA-01: in a customer\'s company it is the cloud\'s copy, nobody else\'s to write', () => {
  const world = rossiWorld();
  expect(world.run('service_calendar.change', { calendar: SUMMER, seen: null }, ctxOf(VERONICA, NOON))).toMatchObject({ refusal: { code: 'service_calendar.vendor_only', why: 'right' } });
  for (const who of [GIADA, NICOLO]) expect(world.run('service_calendar.change', { calendar: SUMMER, seen: null }, ctxOf(who, NOON))).toMatchObject({ refusal: { code: 'right.missing' } });
  expect(world.run('service_calendar.publish', { calendar: SUMMER }, ctxOf(SYSTEM, NOON)).kind).toBe('changes');
  expect(world.row(tenant, supportSettings, tenant)?.calendar).toEqual(SUMMER);
});
