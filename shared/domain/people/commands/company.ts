import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse } from '../../kernel/command.ts';
import { line } from '../../kernel/text.ts';
import { company, siteOrigins, supportDays } from '../../org/entities.ts';

/**
 * ACC-08, tab Tenant, and ACC-11: whether people may register by themselves, and for how long they are helped then. TKT-01:
 * the form for the company's web site.
 */
export const changeCompany = defineCommand({
  name: 'company.change',
  area: 'org',
  schema: 2,
  input: z.strictObject({
    name: line(200, 1).exactOptional(),
    vatNumber: line(28).exactOptional(),
    selfRegistration: z.boolean().exactOptional(),
    supportDays: supportDays.exactOptional(),
    siteForm: z.boolean().exactOptional(),
    siteOrigins: siteOrigins.exactOptional(),
  }),
  rewrites: {
    company: {
      name: (_tenant, name) => ({ name }),
      vatNumber: (_tenant, vatNumber) => ({ vatNumber }),
      selfRegistration: (_tenant, selfRegistration) => ({ selfRegistration }),
      supportDays: (_tenant, days) => ({ supportDays: days }),
      siteForm: (_tenant, siteForm) => ({ siteForm }),
      siteOrigins: (_tenant, sites) => ({ siteOrigins: sites }),
    },
  },
  reads: (_input, ctx) => ({ company: ref(company, ctx.tenant) }),
  // Without the row here (support is switched off) there is nothing that could speak against it.
  decide: ({ company: found }, input, ctx) => (found.state === 'absent' ? refuse('company.unknown', 'state') : changes([patch(company, ctx.tenant, input)])),
});
