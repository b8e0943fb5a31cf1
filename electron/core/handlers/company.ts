import { supportSettings } from '#shared/domain/org/entities.ts';
import type { Context, HandlersOf } from './context.ts';

/** DET-06. */
export function companyHandlers({ session }: Context): HandlersOf<'company'> {
  return {
    'company.support': async ({ tenant }) => {
      // The tenant's one row has the tenant's own id.
      const row = await session.desk().profile.store.cache.row(tenant, supportSettings.name, tenant);
      const minutes = supportSettings.fields.closeAfterMinutes.schema.safeParse(row?.['closeAfterMinutes']);
      return minutes.success ? { closeAfterMinutes: minutes.data } : null;
    },
  };
}
