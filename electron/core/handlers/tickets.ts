import type { Context, HandlersOf } from './context.ts';

/** LST-01…06, DET-01, DET-02 and search: all from this desk, never from the cloud (OFF-01). */
export function ticketHandlers({ session }: Context): HandlersOf<'tickets'> {
  return {
    'tickets.list': ({ query, offset, limit }) => {
      const { profile } = session.desk();
      return profile.store.cache.listTickets(query, offset, limit, profile.person().id);
    },
    'tickets.get': async ({ tenant, id }) => (await session.desk().profile.store.cache.ticket(tenant, id)) ?? null,
    'tickets.search': ({ text, tenant, limit }) => session.desk().profile.store.cache.search(text, tenant, limit),
  };
}
