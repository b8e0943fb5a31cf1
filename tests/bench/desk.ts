import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { PASSWORD, ticketInput, type TestPerson } from '#cloud/testing/small-data.ts';
import type { TestCore } from '#core/testing/test-core.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';

export const EVERYTHING: TicketQuery = {
  tenant: null, sort: 'created', code: null, status: 'any', priority: null, type: null, createdFrom: null, createdTo: null, text: null, operator: 'any', due: 'any', onlyPrivate: false,
};

/** ms; a busy machine needs minutes for 100,000 rows. */
const LONGEST_LOAD = 10 * 60_000;

/** Signs in and waits until all is here and the list answers with `atLeast` tickets. `onOpen`: the desk can be worked at. */
export async function signInAndLoad(core: TestCore, person: TestPerson, atLeast = 0, onOpen: () => void = () => undefined): Promise<void> {
  await core.invoke('session.signIn', { email: person.email, password: PASSWORD, remember: false });
  onOpen();
  const end = performance.now() + LONGEST_LOAD;
  while (core.heard('sync').at(-1)?.lamp !== 'online') {
    if (performance.now() > end) throw new Error('the feed was never complete');
    await sleep(5);
  }
  const total = await ticketCount(core);
  if (total < atLeast) throw new Error(`the list knows ${total} of ${atLeast} tickets`);
}

export async function ticketCount(core: TestCore): Promise<number> {
  return (await core.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 50 })).total;
}

/** Saves a request; resolves when the person is told that it is saved. */
export async function createTicket(core: TestCore, person: TestPerson, title: string): Promise<Id> {
  const id = v7();
  const answer = await core.invoke('command.run', {
    tenant: person.tenant, name: 'ticket.create', input: ticketInput(id, title, person.email), acceptRemarks: true, queueAnyway: false, draftId: null,
  });
  if (answer.state !== 'saved') throw new Error(`not saved: ${JSON.stringify(answer)}`);
  return id;
}
