import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addWorking, dayLength, DEFAULT_CALENDAR } from '#shared/domain/sla/calendar.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { publishCalendars } from './publish-calendars.ts';
import { tellBreaches } from './tell-breaches.ts';

const { rossi } = TENANTS;
const DAY = 24 * 60 * 60 * 1000;
let later = 0;
let cloud: TestCloud;
let owner: pg.Client;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => Date.now() + later });
  owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await cloud.stop();
});

const ticketRow = async (id: string) => (await owner.query<{ created_at: string; due_at: string; breached_at: string | null }>('select created_at, due_at, breached_at from app.ticket where id = $1', [id])).rows[0];
const mails = async () => (await owner.query<{ recipient: string; facts: object }>("select recipient, facts from app.mail where template = 'ticket-overdue' order by recipient")).rows;

test('SLA-01: a ticket leaves the cloud with the due date of its priority', async () => {
  const row = await ticketRow(TICKETS.rossi);
  expect(Number(row?.due_at)).toBe(addWorking(DEFAULT_CALENDAR, Number(row?.created_at), 5 * dayLength(DEFAULT_CALENDAR)));
});

test('SLA-01: the vendor\'s calendar reaches each customer, and what is open is counted by it; a second run finds nothing to do', async () => {
  expect(await publishCalendars(cloud.cloud.services)).toBe(0);
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.veronica.email);
  const calendar = { ...DEFAULT_CALENDAR, days: { ...DEFAULT_CALENDAR.days, normal: 2 } };
  await desk.run(TENANTS.vendor, 'service_calendar.change', { calendar, seen: null });
  expect(await publishCalendars(cloud.cloud.services)).toBe(3);
  expect(await publishCalendars(cloud.cloud.services)).toBe(0);
  const row = await ticketRow(TICKETS.rossi);
  expect(Number(row?.due_at)).toBe(addWorking(calendar, Number(row?.created_at), 2 * dayLength(calendar)));
  const { rows } = await (await TestDesk.signedIn(cloud.url, PEOPLE.mario.email)).pullAll(rossi);
  expect(JSON.parse(String(rows.get(`support_settings/${rossi}`)?.['calendar']))).toEqual(calendar);
});

test('SLA-01: nobody in a customer\'s company changes the calendar', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const [answer] = await desk.push(rossi, [desk.command(rossi, 'service_calendar.change', { calendar: DEFAULT_CALENDAR, seen: null })]);
  expect(answer?.outcome).toMatchObject({ state: 'refused', refusal: { code: 'right.missing' } });
});

test('SLA-02: a due date that has passed is told once, to the operator or the administrators, and customers do not see it', async () => {
  expect(await tellBreaches(cloud.cloud.services)).toBe(0);
  later = 30 * DAY;
  expect(await tellBreaches(cloud.cloud.services)).toBe(3);
  expect(await tellBreaches(cloud.cloud.services)).toBe(0);
  const row = await ticketRow(TICKETS.rossi);
  expect(row?.breached_at).toBe(row?.due_at);
  // Nobody has taken two of the three.
  expect((await mails()).map(({ recipient }) => recipient)).toEqual([PEOPLE.nicolo.email, PEOPLE.veronica.email, PEOPLE.veronica.email]);
  expect((await mails())[0]?.facts).toMatchObject({ title: 'Errore nella stampa del registro IVA', due: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) });
  const notes = async (email: string) => [...(await (await TestDesk.signedIn(cloud.url, email)).pullAll(rossi)).rows.keys()].filter((key) => key.startsWith('internal_note/'));
  expect(await notes(PEOPLE.nicolo.email)).toHaveLength(2);
  expect(await notes(PEOPLE.mario.email)).toHaveLength(0);
});

test('SLA-02: the same ticket and due date are the same command, whoever asks again', async () => {
  await owner.query('update app.ticket set breached_at = null');
  await tellBreaches(cloud.cloud.services);
  expect(await mails()).toHaveLength(3);
  expect((await owner.query('select 1 from app.internal_note')).rowCount).toBe(3);
});
