import { supportSettings } from '#shared/domain/org/entities.ts';
import { portrait } from '#shared/domain/people/entities.ts';
import { calendarSchema } from '#shared/domain/sla/calendar.ts';
import type { Context, HandlersOf } from './context.ts';

/** DET-06, LST-08, SLA-01, TKT-15. */
export function companyHandlers({ session }: Context): HandlersOf<'company'> {
  return {
    /** ACC-08, SET-03. */
    'company.people': ({ tenant }) => session.desk().profile.store.cache.companyPeople(tenant),
    /** ACC-07. */
    'company.portrait': async ({ tenant, id }) => {
      const row = await session.desk().profile.store.cache.row(tenant, portrait.name, id);
      return portrait.fields.jpeg.schema.safeParse(row?.['jpeg']).data ?? null;
    },
    'company.support': async ({ tenant }) => {
      // The tenant's one row has the tenant's own id.
      const row = await session.desk().profile.store.cache.row(tenant, supportSettings.name, tenant);
      const minutes = supportSettings.fields.closeAfterMinutes.schema.safeParse(row?.['closeAfterMinutes']);
      // An older cloud hides nothing, and its row does not say.
      return minutes.success ? { closeAfterMinutes: minutes.data, usersSeeAll: row?.['usersSeeAll'] !== false, simpleForm: row?.['simpleForm'] === true, calendar: calendarSchema.safeParse(row?.['calendar']).data ?? null } : null;
    },
  };
}
