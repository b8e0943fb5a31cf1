import { expect, test } from 'vitest';
import { CloudError } from '../cloud/cloud-error.ts';
import { accepted, command, createTicketInput, newId, NOW, refused, replyInput, TENANT, withStore } from '../store/fixtures.ts';
import { testLine } from '../testing/test-line.ts';
import { createPusher } from './push.ts';

const EVENTS = { changed: () => undefined, silent: () => undefined };

test('I3: a command that was saved in the moment in which the one under it was refused waits with it, not for ever', async () => {
  await withStore(async (store) => {
    const line = testLine(store, {});
    const ticketId = newId();
    const body = (name: string, input: unknown) => JSON.stringify({ name, schema: 1, input, now: NOW, typed: NOW, bases: { [`ticket/${ticketId}`]: 0 } });
    const create = store.log.append(command('ticket.create', {}, { body: body('ticket.create', createTicketInput(ticketId)) }), []);
    store.log.recordResults([refused(create.id, 5)]);
    const reply = store.log.append(command('ticket.reply', {}, { body: body('ticket.reply', replyInput(ticketId, 'Ancora ferma')) }), []);
    const other = store.log.append(command('ticket.create', {}, { body: body('ticket.create', createTicketInput(newId())) }), []);
    store.log.recordResults([accepted(other.id, 6)]);

    expect(await createPusher(line, TENANT, EVENTS).pushAll('token')).toEqual([]);
    expect(store.log.get(reply.id)).toMatchObject({ state: 'open', because: create.id });
    expect(store.log.get(other.id)).toMatchObject({ because: null });
  });
});

test('a command that the cloud is too old for is held as it is, never set aside or refused (sync.md, Upgrades)', async () => {
  await withStore(async (store) => {
    const line = testLine(store, {
      push: async () => {
        throw new CloudError('sync.too_new', 409);
      },
    });
    const later = store.log.append(command('ticket.dream', { a: 1 }), []);
    await expect(createPusher(line, TENANT, EVENTS).pushAll('token')).rejects.toMatchObject({ code: 'sync.too_new' });
    expect(store.log.get(later.id)).toMatchObject({ state: 'open', result: null, because: null });
  });
});

test('I1: after a renumbering every tenant pulls before it pushes, and two that are refused together make one', async () => {
  await withStore(async (store) => {
    const other = newId();
    const asked: string[] = [];
    const line = testLine(store, {
      push: async (_token, { tenant, incarnation }) => {
        asked.push(`${tenant} ${incarnation}`);
        throw new CloudError('client.renumber', 409);
      },
    });
    const [first, second] = [createPusher(line, TENANT, EVENTS), createPusher(line, other, EVENTS)];
    for (const tenant of [TENANT, other]) store.log.append({ ...command('ticket.create', createTicketInput(newId())), tenant }, []);
    const before = store.log.identity().incarnation;
    await Promise.all([first.pushAll('token'), second.pushAll('token')]);
    expect(asked).toEqual([`${TENANT} ${before}`, `${other} ${before}`]);
    const renumbered = store.log.identity().incarnation;
    expect(renumbered).not.toBe(before);
    first.pulled();
    expect([first.pullFirst(), second.pullFirst()]).toEqual([false, true]);
    // The other's renumbering is its own affair as well.
    await second.pushAll('token');
    expect(asked).toHaveLength(2);
    second.pulled();
    await second.pushAll('token');
    expect(asked.slice(2)).toEqual([`${other} ${renumbered}`]);
  });
});
