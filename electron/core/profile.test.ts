import { expect, test } from 'vitest';
import type { Feed, Me } from '#shared/api/sync.ts';
import { createProfile } from './profile.ts';
import { accepted, ALL, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NOW, OTHER, page, TENANT, withStore } from './store/fixtures.ts';
import { StoreError } from './store/store-error.ts';

const person = { id: MARIO.personId, name: MARIO.name, email: MARIO.email, language: 'it' } as const;
const feed = (tenant: string): Feed => ({ tenant, name: 'ROSSI SRL', vatNumber: '', kind: 'customer', side: 'customer', areas: ['org', 'support'], roles: ['user'], sight: 'open', scope: 'scope' });
const heard = (...feeds: Feed[]): Me => ({ person, feeds, now: NOW, version: 'test' });

test('I5: what the log knew settled is shown again when a power cut took the cache back to before its page, until the page comes again', async () => {
  await withStore(async (store) => {
    const [whole, ticketId] = [{ tenant: TENANT, areas: ['org', 'support'], side: 'customer' } as const, newId()];
    await store.cache.setScopes([whole]);
    await store.cache.applyPage(TENANT, cursorAt(0), page(10, []));
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId, 'Mia')), []);
    store.log.recordResults([accepted(logged.id, 20)]);
    store.log.settle([logged.id]);

    await createProfile({ folder: '', store, now: () => NOW, save: async () => undefined, file: { person, feeds: [feed(TENANT)], clock: { offset: 0, at: 0 } } });
    const titles = async () => (await store.cache.listTickets(ALL, 0, 50, MARIO.personId)).rows.map(({ title }) => title);
    expect(await titles()).toEqual(['Mia']);
    const { settled } = await store.cache.applyPage(TENANT, cursorAt(10), page(20, [cloudTicket(ticketId, 20, { title: 'Mia' })]));
    expect(settled).toEqual([logged.id]);
    expect(await titles()).toEqual(['Mia']);
  });
});

test('I3: a feed that was lost while the cache could not hear of it is let go when it can: what was accepted leaves the queue', async () => {
  await withStore(async (store) => {
    const profile = await createProfile({ folder: '', store, now: () => NOW, save: async () => undefined, file: { person, feeds: [feed(TENANT), feed(OTHER)], clock: { offset: 0, at: 0 } } });
    await store.cache.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(newId(), 5)]));
    const logged = store.log.append(command('ticket.create', createTicketInput(newId())), []);
    store.log.recordResults([accepted(logged.id, 6)]);

    // As a damaged cache answers once, before it is made anew.
    const keepFeeds = store.cache.keepFeeds.bind(store.cache);
    store.cache.keepFeeds = async () => {
      store.cache.keepFeeds = keepFeeds;
      throw new StoreError('store.broken');
    };
    await expect(profile.update(heard(feed(OTHER)))).rejects.toMatchObject({ code: 'store.broken' });
    expect(store.log.get(logged.id)?.state).toBe('open');

    expect(await profile.update(heard(feed(OTHER)))).toBe(true);
    expect(store.log.get(logged.id)?.state).toBe('settled');
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(0));
    expect(await profile.update(heard(feed(OTHER)))).toBe(false);
  });
});

test('LST-08: a narrower sight hides what is shown at once, whatever the network does next; a wider one goes on showing it', async () => {
  await withStore(async (store) => {
    const profile = await createProfile({ folder: '', store, now: () => NOW, save: async () => undefined, file: { person, feeds: [feed(TENANT)], clock: { offset: 0, at: 0 } } });
    const id = newId();
    await store.cache.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(id, 5)]));
    await profile.update(heard({ ...feed(TENANT), sight: 'all', scope: 'wider' }));
    expect((await store.cache.ticket(TENANT, id))?.ticket.id).toBe(id);
    await profile.update(heard({ ...feed(TENANT), sight: 'own', scope: 'narrower' }));
    expect(await store.cache.ticket(TENANT, id)).toBeUndefined();
    expect([await store.cache.cursor(TENANT), await store.cache.scope(TENANT)]).toEqual([cursorAt(0), 'narrower']);
  });
});
