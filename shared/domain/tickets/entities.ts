import * as z from 'zod';
import { defineEntity, field, givenField, optionalField } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { richTextSchema } from '../kernel/rich-text.ts';
import { line, lines } from '../kernel/text.ts';
import { email } from '../org/entities.ts';
import {
  ATTACHMENT_LIMIT, CAPSULE_LIMIT, contactPreferenceSchema, prioritySchema, requestAreaSchema, RATING_WORDS_LIMIT, requestTypeSchema, statusSchema, TITLE_LIMIT,
} from './values.ts';

/** What went wrong and where, as shown to the person before sending (TKT-03). Every value is text that was seen. */
export const capsuleSchema = z
  .strictObject({
    at: z.int(),
    code: line(120),
    summary: lines(2000),
    program: line(200),
    programVersion: line(80),
    fileVersion: line(80),
    system: line(200),
    architecture: line(40),
    database: line(200),
    hardware: line(200),
    screen: line(200),
    record: line(200),
    steps: z.array(line(300)).max(50),
    log: z.array(line(1000)).max(200),
    redactions: z.int().min(0),
  })
  .refine((capsule) => JSON.stringify(capsule).length <= CAPSULE_LIMIT, 'capsule.too_long');
export type Capsule = z.output<typeof capsuleSchema>;

export const ticket = defineEntity({
  name: 'ticket',
  area: 'support',
  hidden: { by: 'private', people: ['requesterId', 'contactId'] },
  fields: {
    number: givenField(z.int().positive()),
    title: field('text', line(TITLE_LIMIT, 1), 'last'),
    description: field('json', richTextSchema, 'text'),
    plain: field('text', lines(200_000), 'derived'),
    type: field('text', requestTypeSchema, 'last'),
    area: field('text', requestAreaSchema, 'last'),
    priority: field('text', prioritySchema, 'last'),
    /** TKT-10: why it is blocking, in the requester's words. */
    blockingReason: optionalField('text', line(500, 1), 'fixed'),
    status: field('text', statusSchema, 'guarded'),
    /** LST-08: for its own people, the company's administrators and technicians, and the vendor's side. */
    private: field('boolean', z.boolean(), 'guarded'),
    requesterId: field('id', idSchema, 'fixed'),
    requesterName: field('text', line(200, 1), 'fixed'),
    contactId: { ...field('id', idSchema, 'last'), named: 'contactName' },
    /** Goes with `contactId`: one change, and so one conflict, not two that could be settled apart. */
    contactName: field('text', line(200, 1), 'derived'),
    /** TKT-06: where notices go; to `accountEmail` too when it differs. */
    email: field('text', email, 'last'),
    accountEmail: field('text', email, 'fixed'),
    phone: field('text', line(40), 'last'),
    contactPreference: field('text', contactPreferenceSchema, 'last'),
    operatorId: optionalField('id', idSchema, 'guarded'),
    operatorName: optionalField('text', line(200, 1), 'guarded'),
    createdAt: field('time', z.int(), 'fixed'),
    updatedAt: field('time', z.int(), 'derived'),
    lastReplyAt: field('time', z.int(), 'derived'),
    closedAt: optionalField('time', z.int(), 'derived'),
    /** DET-03, DET-07: the older request that this one goes on from. */
    relatedTo: optionalField('id', idSchema, 'fixed'),
    capsule: optionalField('json', capsuleSchema, 'fixed'),
    /** Of the error that the capsule tells (capsule.ts): the same error's other requests are found by it. */
    fingerprint: optionalField('id', idSchema, 'fixed'),
    /** SLA-01, SLA-02, all written by `tickets/service-level.ts`: working days promised, until when. */
    plannedDays: optionalField('integer', z.int().min(1), 'derived'),
    dueAt: optionalField('time', z.int(), 'derived'),
    /** Since when the clock stands: a question to the customer, or the end. */
    pausedAt: optionalField('time', z.int(), 'derived'),
    /** Working time that the clock has stood so far, ms. */
    pausedFor: optionalField('integer', z.int().min(0), 'derived'),
    /** The due date that was missed; of an open ticket since the cloud has said so to the vendor. */
    breachedAt: optionalField('time', z.int(), 'derived'),
    /** SLA-03: the requester's word on how it went, given once. */
    rating: optionalField('integer', z.int().min(1).max(5), 'guarded'),
    ratingWords: optionalField('text', lines(RATING_WORDS_LIMIT), 'guarded'),
    ratedAt: optionalField('time', z.int(), 'derived'),
    /** DET-10: the message that solved it. */
    solutionId: optionalField('id', idSchema, 'guarded'),
    /** DET-10: the request that goes on in this one's place. */
    mergedInto: optionalField('id', idSchema, 'guarded'),
  },
});

const eventSchema = z.strictObject({ code: line(60, 1), facts: z.record(line(40, 1), line(300)) });

/** The chat of a ticket: what people wrote, and what happened (`event`, a code with its facts). */
export const message = defineEntity({
  name: 'message',
  area: 'support',
  visibleThrough: { entity: 'ticket', field: 'ticketId' },
  fields: {
    ticketId: field('id', idSchema, 'fixed'),
    body: optionalField('json', richTextSchema, 'fixed'),
    plain: field('text', lines(200_000), 'derived'),
    event: optionalField('json', eventSchema, 'fixed'),
    authorId: field('id', idSchema, 'fixed'),
    authorName: field('text', line(200, 1), 'fixed'),
    authorSide: field('text', z.enum(['customer', 'vendor', 'system']), 'fixed'),
    at: field('time', z.int(), 'fixed'),
  },
});

/** DET-10: never leaves the vendor's side. */
export const internalNote = defineEntity({
  name: 'internal_note',
  area: 'support',
  side: 'vendor',
  visibleThrough: { entity: 'ticket', field: 'ticketId' },
  fields: {
    ticketId: field('id', idSchema, 'fixed'),
    body: field('json', richTextSchema, 'fixed'),
    plain: field('text', lines(200_000), 'derived'),
    authorId: field('id', idSchema, 'fixed'),
    authorName: field('text', line(200, 1), 'fixed'),
    at: field('time', z.int(), 'fixed'),
    /** What happened rather than what somebody wrote, where it is the vendor's alone to know (SLA-02). */
    event: optionalField('json', eventSchema, 'fixed'),
  },
});

/** What a person chose, before the row exists: the desk has the bytes under their SHA-256. */
export const chosenFileSchema = z.strictObject({
  id: idSchema,
  name: line(200, 1).refine((name) => !/[\\/]/.test(name), 'file.name'),
  /** Bytes. The limits are the command's (TKT-12), so that the refusal can say the name. */
  size: z.int().min(0),
  mime: line(120, 1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ChosenFile = z.output<typeof chosenFileSchema>;

/** A file of a ticket; its bytes travel apart (sync.md, Attachments). `messageId` is null for the request's own files. */
export const attachment = defineEntity({
  name: 'attachment',
  area: 'support',
  visibleThrough: { entity: 'ticket', field: 'ticketId' },
  fields: {
    ticketId: field('id', idSchema, 'fixed'),
    messageId: optionalField('id', idSchema, 'fixed'),
    name: field('text', line(200, 1), 'fixed'),
    size: field('integer', z.int().min(1).max(ATTACHMENT_LIMIT - 1), 'fixed'),
    mime: field('text', line(120, 1), 'fixed'),
    sha256: field('text', z.string().length(64), 'fixed'),
    state: field('text', z.enum(['arriving', 'available', 'missing']), 'server'),
    byId: field('id', idSchema, 'fixed'),
    at: field('time', z.int(), 'fixed'),
  },
});
