import type { Context, HandlersOf } from './context.ts';

/** DSH-02, DSH-03: from this desk, never from the cloud (OFF-01). */
export function dashboardHandlers({ session }: Context): HandlersOf<'dashboard'> {
  return {
    'dashboard.trend': ({ tenant, edges }) => session.desk().profile.store.cache.trend(tenant, edges),
    'dashboard.standing': ({ tenant, now }) => session.desk().profile.store.cache.standing(tenant, now),
    'dashboard.myDay': ({ tenant, limit, now, until }) => {
      const { profile } = session.desk();
      return profile.store.cache.myDay(tenant, profile.person().id, { now, until }, limit);
    },
  };
}
