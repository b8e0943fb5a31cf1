import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided, type Change, type FoundRow } from '../kernel/command.ts';
import type { Id } from '../kernel/ids.ts';
import { sameValue } from '../kernel/same-value.ts';
import { calendarSchema, type Calendar } from '../sla/calendar.ts';
import { company, supportSettings } from './entities.ts';
import { DEFAULT_CLOSE_AFTER_MINUTES } from '../tickets/values.ts';

function write(settings: FoundRow<typeof supportSettings>, tenant: Id, calendar: Calendar): Change {
  if (settings.state === 'row') return patch(supportSettings, tenant, { calendar });
  return insert(supportSettings, tenant, { closeAfterMinutes: DEFAULT_CLOSE_AFTER_MINUTES, usersSeeAll: true, simpleForm: false, vendorName: '', calendar });
}

/** SLA-01: the vendor's administrator sets hours, holidays and the days promised by priority; `seen` is what they changed. */
export const serviceCalendarChange = defineCommand({
  name: 'service_calendar.change',
  area: 'support',
  schema: 1,
  input: z.strictObject({ calendar: calendarSchema, seen: calendarSchema.nullable() }),
  reads: (_input, ctx) => ({ settings: ref(supportSettings, ctx.tenant), company: ref(company, ctx.tenant) }),
  decide: ({ settings, company: own }, { calendar, seen }, ctx) => {
    if (settings.state === 'unknown' || own.state === 'unknown') return undecided();
    // A customer's copy is the cloud's to write.
    if (own.state === 'absent' || own.row.kind !== 'vendor') return refuse('service_calendar.vendor_only', 'right');
    const now = settings.state === 'row' ? settings.row.calendar : null;
    if (!sameValue(now, seen)) return refuse('service_calendar.changed', 'state');
    return changes([write(settings, ctx.tenant, calendar)]);
  },
});

/** The cloud's copy of the vendor's calendar in a customer's tenant (decision 0010). */
export const serviceCalendarPublish = defineCommand({
  name: 'service_calendar.publish',
  area: 'support',
  schema: 1,
  input: z.strictObject({ calendar: calendarSchema }),
  reads: (_input, ctx) => ({ settings: ref(supportSettings, ctx.tenant) }),
  decide: ({ settings }, { calendar }, ctx) => (settings.state === 'unknown' ? undecided() : changes([write(settings, ctx.tenant, calendar)])),
});
