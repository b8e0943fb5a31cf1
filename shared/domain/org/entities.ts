import * as z from 'zod';
import { defineEntity, field, optionalField } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { cleanLine, line } from '../kernel/text.ts';
import { roleSchema } from '../access/roles.ts';
import { calendarSchema } from '../sla/calendar.ts';

/** An address, cleaned of what comes along when it is pasted. */
export const email = z.string().overwrite(cleanLine).max(254).check(z.email());

export const SUPPORT_DAYS_AT_FIRST = 365;
export const supportDays = z.int().min(1).max(3650);

/** One site, as a browser names it: `https://www.rossisrl.it`. Without TLS only on the machine of whoever tries it out. */
export const SITE_ORIGIN = /^(?:https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|http:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?$/;
/** TKT-01: sites one after the other with a space between, as the page's own policy names them. None: no frame at all. */
export const siteOrigins = z.string().overwrite(cleanLine).max(1000).refine((sites) => sites === '' || sites.split(' ').every((site) => SITE_ORIGIN.test(site)));

/** One row, its id is the tenant's own. */
export const company = defineEntity({
  name: 'company',
  area: 'support',
  fields: {
    name: field('text', line(200, 1), 'last'),
    vatNumber: field('text', line(28), 'last'),
    kind: field('text', z.enum(['vendor', 'customer']), 'server'),
    /** ACC-11: whether people may register by themselves, with the company's code. */
    selfRegistration: field('boolean', z.boolean(), 'last'),
    /** For how many days who registered so is helped, from that day on (ACC-11). */
    supportDays: field('integer', supportDays, 'last'),
    /** TKT-01: whether the form for the company's web site is served, and the sites that may show it in a frame. */
    siteForm: field('boolean', z.boolean(), 'last'),
    siteOrigins: field('text', siteOrigins, 'last'),
  },
});

/** A person in a company; the row's id is the person's. `name` is the e-mail where first and last name are empty (ACC-02). */
export const membership = defineEntity({
  name: 'membership',
  area: 'org',
  fields: {
    /** The tenant: by it a rule reads all members of the company (ACC-09). */
    companyId: field('id', idSchema, 'fixed'),
    name: field('text', line(200, 1), 'server'),
    firstName: field('text', line(80), 'server'),
    lastName: field('text', line(80), 'server'),
    email: field('text', email, 'server'),
    phone: field('text', line(40), 'server'),
    roles: field('json', z.array(roleSchema), 'server'),
    activeSince: field('time', z.int(), 'server'),
    active: field('boolean', z.boolean(), 'server'),
  },
});

/** An operator of the vendor who serves this customer, as far as the customer may know; the row's id is the person's. */
export const agent = defineEntity({
  name: 'agent',
  area: 'support',
  fields: {
    name: field('text', line(200, 1), 'server'),
    active: field('boolean', z.boolean(), 'server'),
  },
});

/** One row, its id is the tenant's own. */
export const supportSettings = defineEntity({
  name: 'support_settings',
  area: 'support',
  fields: {
    /** DET-06: a ticket can be closed this many minutes after it was typed. */
    closeAfterMinutes: field('integer', z.int().min(0).max(24 * 60), 'last'),
    vendorName: field('text', line(200), 'server'),
    /** SLA-01: in the vendor's own tenant what its administrator chose, in a customer's the cloud's copy of it. Null: the usual one. */
    calendar: optionalField('json', calendarSchema, 'guarded'),
    /** LST-08: whether plain users see all the company's requests but private ones, or their own alone. */
    usersSeeAll: { ...field('boolean', z.boolean(), 'last'), decidesSight: true },
    /** TKT-15: whether the company's people ask with title, priority and description alone. */
    simpleForm: field('boolean', z.boolean(), 'last'),
  },
});

/** What a person may decide about a conflict: `now` leaves what a third one has written since. */
export const keepSchema = z.enum(['mine', 'theirs', 'both', 'now']);
export type Keep = z.output<typeof keepSchema>;

/**
 * Both values of a field that two people changed at once; nothing of the loser is gone (I9). It belongs to the author of
 * the later arrival, `mine`, which stands until the author says otherwise.
 */
export const conflict = defineEntity({
  name: 'conflict',
  area: 'personal',
  owner: 'ownerId',
  about: { entity: 'entity', row: 'rowId' },
  fields: {
    ownerId: field('id', idSchema, 'fixed'),
    entity: field('text', line(60, 1), 'fixed'),
    rowId: field('id', idSchema, 'fixed'),
    field: field('text', line(60, 1), 'fixed'),
    mine: field('json', z.unknown(), 'fixed'),
    /** Where the value is an id: what it stood for, as the row itself said. */
    mineWords: optionalField('text', line(200), 'fixed'),
    /** When the author typed it, ms; null in a record of an older cloud. */
    mineAt: optionalField('time', z.int(), 'fixed'),
    theirs: field('json', z.unknown(), 'fixed'),
    theirsWords: optionalField('text', line(200), 'fixed'),
    /** Who wrote the other value, and when it reached the cloud; null where the ledger does not say any more. */
    theirsById: optionalField('id', idSchema, 'fixed'),
    theirsByName: optionalField('text', line(200), 'fixed'),
    theirsAt: optionalField('time', z.int(), 'fixed'),
    commandId: field('id', idSchema, 'fixed'),
    at: field('time', z.int(), 'fixed'),
    /** Null until the author has decided. Two devices of theirs are no conflict: the last choice stands. */
    kept: optionalField('text', keepSchema, 'derived'),
  },
});

/** What a screen remembers for one person across devices (LST-02); `value` is the screen's own. */
export const preference = defineEntity({
  name: 'preference',
  area: 'personal',
  owner: 'ownerId',
  fields: {
    ownerId: field('id', idSchema, 'fixed'),
    key: field('text', line(100, 1), 'fixed'),
    /** Two devices of one person are no conflict: the last one wins and nobody is asked. */
    value: field('json', z.unknown(), 'derived'),
  },
});

