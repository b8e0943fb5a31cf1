import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

test('a person signs in, sends a ticket, and finds it in the feed with its number', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const ticketId = v7();
  const result = await desk.run(TENANTS.rossi, 'ticket.create', ticketInput(ticketId, 'Prova', PEOPLE.mario.email));
  expect(result.outcome).toMatchObject({ state: 'accepted', given: [{ id: ticketId, values: { number: 1403 } }] });
  const { rows, pages } = await desk.pullAll(TENANTS.rossi);
  expect(rows.get(`ticket/${ticketId}`)).toMatchObject({ number: 1403, title: 'Prova', status: 'unassigned', rev: 1 });
  expect(pages.at(-1)?.results).toEqual([result]);
});
