import { expect, test } from 'vitest';
import { createCloudClock } from '../cloud/clock.ts';
import { createCloud } from '../cloud/cloud.ts';
import { accepted, command, createTicketInput, newId, NOW, refused, replyInput, TENANT, withStore } from '../store/fixtures.ts';
import { createPublisher } from '../topics.ts';
import { createPusher } from './push.ts';

test('I3: a command that was saved in the moment in which the one under it was refused waits with it, not for ever', async () => {
  await withStore(async (store) => {
    const line = {
      store, publisher: createPublisher(), now: () => NOW, random: Math.random, signal: new AbortController().signal,
      cloud: createCloud('http://nowhere.invalid', '0', createCloudClock(() => NOW), () => NOW),
      events: { write: () => undefined, tail: () => [], flush: async () => undefined }, token: () => 'token', needsPassword: () => false, feed: () => undefined,
    };
    const ticketId = newId();
    const body = (name: string, input: unknown) => JSON.stringify({ name, schema: 1, input, now: NOW, typed: NOW, bases: { [`ticket/${ticketId}`]: 0 } });
    const create = store.log.append(command('ticket.create', {}, { body: body('ticket.create', createTicketInput(ticketId)) }), []);
    store.log.recordResults([refused(create.id, 5)]);
    const reply = store.log.append(command('ticket.reply', {}, { body: body('ticket.reply', replyInput(ticketId, 'Ancora ferma')) }), []);
    const other = store.log.append(command('ticket.create', {}, { body: body('ticket.create', createTicketInput(newId())) }), []);
    store.log.recordResults([accepted(other.id, 6)]);

    expect(await createPusher(line, TENANT, () => undefined).pushAll('token')).toBe(0);
    expect(store.log.get(reply.id)).toMatchObject({ state: 'open', because: create.id });
    expect(store.log.get(other.id)).toMatchObject({ because: null });
  });
});
