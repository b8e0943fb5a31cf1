import * as z from 'zod';

export const prioritySchema = z.enum(['low', 'normal', 'high', 'blocking']);
export type Priority = z.output<typeof prioritySchema>;

/** LST-04. */
export const statusSchema = z.enum(['unassigned', 'in_progress', 'waiting_for_customer', 'in_development', 'closed']);
export type Status = z.output<typeof statusSchema>;

/** TKT-08: help, or a paid appointment. */
export const requestTypeSchema = z.enum(['assistance', 'appointment']);
/** TKT-09: exactly three. */
export const requestAreaSchema = z.enum(['administrative', 'management', 'systems']);
/** TKT-07. */
export const contactPreferenceSchema = z.enum(['web', 'phone']);

/** TKT-12: a file must be strictly smaller than this, in bytes. */
export const ATTACHMENT_LIMIT = 4 * 1024 * 1024;
/** Files of one request or one reply. */
export const ATTACHMENT_COUNT = 20;
/** DET-07: 15 × 24 hours, in ms, by the time of arrival. */
export const REOPEN_WITHIN = 15 * 24 * 60 * 60 * 1000;
/** DET-06, where the company has not chosen a number of its own. */
export const DEFAULT_CLOSE_AFTER_MINUTES = 5;
export const TITLE_LIMIT = 200;
/** TKT-01: of the web site's form, UTF-16 units. */
export const SITE_NAME_LIMIT = 160;
export const SITE_TEXT_LIMIT = 10_000;
/** SLA-03: the words that go with a mark, UTF-16 units. */
export const RATING_WORDS_LIMIT = 1000;
/** Lines of program, system and log that go with a request (TKT-03), as the person saw them. */
export const CAPSULE_LIMIT = 60_000;
