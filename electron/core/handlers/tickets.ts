import { remarksOn } from '../outbox/remarks-on.ts';
import type { Context, HandlersOf } from './context.ts';

/** LST-01…06, DET-01, DET-02 and search: all from this desk, never from the cloud (OFF-01), but for who is writing. */
export function ticketHandlers({ session, clock, cloud }: Context): HandlersOf<'tickets'> {
  return {
    'tickets.list': ({ query, offset, limit }) => {
      const { profile } = session.desk();
      return profile.store.cache.listTickets(query, offset, limit, profile.person().id, clock.now());
    },
    'tickets.get': async ({ tenant, id }) => {
      const { profile, sync } = session.desk();
      const detail = await profile.store.cache.ticket(tenant, id);
      // How much of a file on its way has gone is known to nobody but the sender, and what the cloud said to the log alone.
      return detail ? { ...detail, remarks: remarksOn(profile.store.log, id), attachments: detail.attachments.map((row) => ({ ...row, sent: sync.uploadSent(row.id) ?? row.sent })) } : null;
    },
    /** DET-10. Nobody waits for it and nothing is lost without it, so that it is not even tried where the cloud is away. */
    'tickets.writing': (writing) => {
      const { sync, signal, token } = session.desk();
      const held = token();
      if (sync.view().online === true && held.state === 'held') void cloud.writing(held.secret, writing, signal).catch(() => undefined);
      return null;
    },
    'tickets.search': ({ text, tenant, limit }) => session.desk().profile.store.cache.search(text, tenant, limit),
  };
}
