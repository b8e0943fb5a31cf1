import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { AdminApi, NewPerson } from '#cloud/admin/admin-api.ts';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { MemoryWorld, SYSTEM } from '#shared/domain/memory-world.ts';
import { document, documentFile } from '#shared/domain/library/entities.ts';
import { group, invitation } from '#shared/domain/people/entities.ts';
import { attachment, internalNote, message, ticket } from '#shared/domain/tickets/entities.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { demoStory, seedDemo } from './seed-demo.ts';
import { TICKETS } from './plan.ts';
import { CUSTOMERS, VENDOR } from './world.ts';

const DAY = 24 * 60 * 60_000;

/** The cloud's side of the demonstration on rows in memory: the same rules, no database. */
function memoryAdmin() {
  const world = new MemoryWorld();
  const people = new Map<Id, NewPerson>();
  const actors = new Map<string, Actor>();
  const files = new Map<Id, Uint8Array>();
  const asSystem = (tenant: Id, name: string, input: unknown): void => {
    const decision = world.run(name, input, { now: 1, arrival: 1, actor: SYSTEM, tenant, commandId: SYSTEM.personId });
    if (decision.kind !== 'changes') throw new Error(`${name}: ${JSON.stringify(decision)}`);
  };
  const admin: AdminApi = {
    countTenants: () => Promise.resolve(0),
    createTenant: ({ id, name, vatNumber, kind, closeAfterMinutes }) => {
      asSystem(id, 'company.publish', { id, values: { name, vatNumber, kind } });
      asSystem(id, 'support_settings.change', { closeAfterMinutes: closeAfterMinutes ?? 5, vendorName: VENDOR.name });
      return Promise.resolve();
    },
    createPerson: (person) => Promise.resolve(void people.set(person.id, person)),
    addMember: (tenantId, personId, roles, since) => {
      const person = people.get(personId);
      if (person === undefined) throw new Error('nobody');
      const { name, email } = person;
      asSystem(tenantId, 'membership.publish', { id: personId, values: { name, email, phone: person.phone ?? '', roles, activeSince: since ?? 0, active: true } });
      actors.set(`${tenantId}/${personId}`, { personId, name, email, roles, side: tenantId === VENDOR.id ? 'vendor' : 'customer' });
      return Promise.resolve();
    },
    addServiceContract: (vendorId, customerId) => {
      for (const { id, name } of VENDOR.people) {
        asSystem(customerId, 'agent.publish', { id, values: { name, active: true } });
        const actor = actors.get(`${vendorId}/${id}`);
        if (actor !== undefined) actors.set(`${customerId}/${id}`, actor);
      }
      return Promise.resolve();
    },
    runAs: (tenant, personId, commands) => {
      const actor = actors.get(`${tenant}/${personId}`);
      if (actor === undefined) throw new Error('not a member');
      return Promise.resolve(
        commands.map(({ name, input, now }) => {
          const decision = world.run(name, input, { now, arrival: now, actor, tenant, commandId: personId });
          if (decision.kind === 'refused') return { state: 'refused', refusal: decision.refusal };
          if (decision.kind === 'undecided' || decision.remarks.length > 0) throw new Error(`${name}: ${JSON.stringify(decision)}`);
          return { state: 'accepted', remarks: [], given: [], conflicts: 0 };
        }),
      );
    },
    publishLibrary: () => Promise.resolve(),
    putFile: (tenantId, id, bytes) => {
      const row = world.row(tenantId, attachment, id) ?? world.row(tenantId, documentFile, id);
      expect(row).toMatchObject({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      return Promise.resolve(void files.set(id, bytes));
    },
  };
  return { admin, world, files };
}

async function seededAt(now: number) {
  const memory = memoryAdmin();
  const lines: string[] = [];
  await seedDemo(memory.admin, (line) => lines.push(line), now);
  return { ...memory, lines, tickets: CUSTOMERS.flatMap(({ id }) => memory.world.rows(id, ticket)) };
}
const TUESDAY = Date.UTC(2026, 4, 19, 9, 30);
const { tickets, lines, files, world } = await seededAt(TUESDAY);
const share = <T>(list: readonly T[], of: (one: T) => boolean): number => list.filter(of).length / list.length;

test('every command of the demonstration is accepted whole, by the real rules, at its own time', () => {
  expect(tickets).toHaveLength(TICKETS);
  expect(files.size).toBeGreaterThanOrEqual(25);
  expect(lines.at(-1)).toContain('steps of the past');
});

test('commands go in the order of time, none after now, whatever day and hour it is', async () => {
  for (const now of [Date.UTC(2026, 0, 5, 6, 0), Date.UTC(2026, 4, 17, 3, 12), Date.UTC(2026, 10, 20, 23, 59)]) {
    const times = demoStory(now).given.map(({ command }) => command.now);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
    expect(Math.min(...times)).toBeGreaterThan(now - 200 * DAY);
    expect(now - Math.max(...times)).toBeLessThan(4 * DAY);
    expect((await seededAt(now)).tickets).toHaveLength(TICKETS);
  }
});

test('the same moment tells the same story', () => {
  expect(demoStory(TUESDAY)).toEqual(demoStory(TUESDAY));
});

test('no two requests have the same words, and every one has a line to recognise it by', () => {
  expect(new Set(tickets.map(({ plain }) => plain)).size).toBe(TICKETS);
  for (const { plain, title } of tickets) {
    expect(plain.split('\n')[0]?.length).toBeGreaterThan(40);
    expect(`${title}${plain}`).not.toMatch(/[{}|]/);
  }
});

test('three in four are closed, few are blocking and say why, and every status can be seen', () => {
  const closed = share(tickets, ({ status }) => status === 'closed');
  expect(closed).toBeGreaterThan(0.68);
  expect(closed).toBeLessThan(0.82);
  const blocking = tickets.filter(({ priority }) => priority === 'blocking');
  expect(blocking.length).toBeGreaterThanOrEqual(3);
  expect(blocking.length).toBeLessThan(16);
  for (const { blockingReason } of blocking) expect(blockingReason?.length).toBeGreaterThan(20);
  for (const status of ['unassigned', 'in_progress', 'waiting_for_customer', 'in_development'] as const) expect(tickets.filter((row) => row.status === status).length, status).toBeGreaterThan(3);
  expect(share(tickets, ({ priority }) => priority === 'normal')).toBeGreaterThan(0.5);
  expect(tickets.some((row) => row.status === 'closed' && row.operatorId === null)).toBe(true);
  expect(tickets.some((row) => row.relatedTo !== null)).toBe(true);
  expect(tickets.some((row) => row.contactPreference === 'phone')).toBe(true);
  expect(tickets.some((row) => row.type === 'appointment')).toBe(true);
  for (const area of ['administrative', 'management', 'systems'] as const) expect(share(tickets, (row) => row.area === area)).toBeGreaterThan(0.15);
});

test('every company has its requests, with answers of both sides, events and notes', () => {
  for (const { id } of CUSTOMERS) {
    expect(world.rows(id, ticket).length).toBeGreaterThan(20);
    const messages = world.rows(id, message);
    for (const side of ['customer', 'vendor'] as const) expect(messages.some((row) => row.authorSide === side && row.event === null)).toBe(true);
    expect(messages.some((row) => row.event?.code === 'closed')).toBe(true);
    expect(world.rows(id, internalNote).length).toBeGreaterThan(0);
  }
});

test('ACC-08, SET-03: no tab of Gestione azienda is empty at Giada’s: one invitation waits, one ran out, a group has its people', () => {
  const [rossi] = CUSTOMERS;
  const invitations = world.rows(rossi?.id ?? '', invitation);
  expect(invitations.map(({ state, expiresAt }) => [state, expiresAt > TUESDAY]).sort()).toEqual([['pending', false], ['pending', true]]);
  expect(world.rows(rossi?.id ?? '', group).map(({ memberIds }) => memberIds.length)).toEqual([2]);
});

test('TKT-12: files are what their names say, between 5 and 300 kB, and under the limit', () => {
  const rows = CUSTOMERS.flatMap(({ id }) => world.rows(id, attachment));
  const manuals = world.rows(VENDOR.id, documentFile).map(({ id }) => id);
  expect([...rows.map(({ id }) => id), ...manuals].sort()).toEqual([...files.keys()].sort());
  for (const { id, name, mime, size } of rows) {
    const bytes = Buffer.from(files.get(id) ?? []);
    expect(size, name).toBeGreaterThan(4_000);
    expect(size, name).toBeLessThan(Math.min(300_000, ATTACHMENT_LIMIT));
    if (mime === 'image/png') expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    if (mime === 'application/pdf') expect(bytes.toString('latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/);
  }
  for (const mime of ['image/png', 'application/pdf', 'text/csv', 'text/plain']) expect(rows.some((row) => row.mime === mime), mime).toBe(true);
});

test('DOC-01: the vendor’s library has a manual of each kind, whose words are searched', () => {
  const manuals = world.rows(VENDOR.id, documentFile);
  expect(manuals.map(({ name }) => name).sort()).toEqual(['Manuale dei registri IVA.pdf', 'Manuale del magazzino.html']);
  const pdf = Buffer.from(files.get(manuals.find(({ name }) => name.endsWith('.pdf'))?.id ?? '') ?? []).toString('latin1');
  for (const { documentId, text } of manuals) expect(world.row(VENDOR.id, document, documentId)?.plain).toContain(text);
  // What is said to stand in the file stands there.
  for (const line of manuals.find(({ name }) => name.endsWith('.pdf'))?.text.split('\n') ?? []) expect(pdf).toContain(line);
});

test('a picture opens: its pixels are as many as its header says', () => {
  const picture = CUSTOMERS.flatMap(({ id }) => world.rows(id, attachment)).find(({ mime }) => mime === 'image/png');
  const png = Buffer.from(files.get(picture?.id ?? '') ?? []);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const at = png.indexOf('IDAT');
  expect(inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))).toHaveLength((width + 1) * height);
});

test('VAT numbers are valid, and nobody signs in with an address of the real world', () => {
  for (const { vatNumber, people } of [VENDOR, ...CUSTOMERS]) {
    const sum = [...vatNumber].reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    expect(vatNumber).toMatch(/^\d{11}$/);
    expect(sum % 10).toBe(0);
    for (const { email } of people) expect(email).toMatch(/@[a-z]+\.example$/);
  }
});
