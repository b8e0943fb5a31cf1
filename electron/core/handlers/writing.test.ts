import { expect, test } from 'vitest';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { lampIs, testOffice } from '../testing/test-office.ts';

const office = testOffice();
const writing = { tenant: TENANTS.rossi, ticketId: TICKETS.rossiTaken };

test('DET-10: what an operator types is heard on a colleague\'s desk, not on their own; without a network nothing is even asked', async () => {
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  const veronica = await office.signedIn({}, PEOPLE.veronica);
  // Said again and again, as somebody who types does: her desk may not be listening yet.
  await veronica.until(async () => {
    await nicolo.invoke('tickets.writing', writing);
    return veronica.heard('writing').length > 0;
  }, 'a word of who is writing');
  expect(veronica.heard('writing')[0]).toEqual({ ...writing, person: PEOPLE.nicolo.id, name: PEOPLE.nicolo.name });
  expect(nicolo.heard('writing')).toEqual([]);
  office.proxy.setOnline(false);
  await nicolo.invoke('sync.now', {});
  await lampIs(nicolo, 'offline');
  expect(await nicolo.invoke('tickets.writing', writing)).toBeNull();
});
