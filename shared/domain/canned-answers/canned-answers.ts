import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided, type FoundRow } from '../kernel/command.ts';
import { defineEntity, field } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { plainOf, richTextSchema } from '../kernel/rich-text.ts';
import { isBlank, line } from '../kernel/text.ts';
import { company } from '../org/entities.ts';

const TITLE = 120;

/** DET-10: an answer that the vendor's people give often. It lives in the vendor's own tenant and never on a customer's side. */
export const cannedAnswer = defineEntity({
  name: 'canned_answer',
  area: 'support',
  side: 'vendor',
  fields: {
    title: field('text', line(TITLE, 1), 'last'),
    /** With `{nome}`, `{numero}` and the like where the request's own words go. */
    body: field('json', richTextSchema, 'text'),
    /** Put away, not deleted: who edits it meanwhile loses nothing. */
    archived: field('boolean', z.boolean(), 'guarded'),
    changedAt: field('time', z.int(), 'derived'),
  },
});

const AT_HOME = 'canned_answer.vendor_only';
const isHome = (own: FoundRow<typeof company>) => own.state === 'row' && own.row.kind === 'vendor';

export const createCannedAnswer = defineCommand({
  name: 'canned_answer.create',
  area: 'support',
  schema: 1,
  input: z.strictObject({ id: idSchema, title: line(TITLE), body: richTextSchema }),
  reads: (input, ctx) => ({ company: ref(company, ctx.tenant), existing: ref(cannedAnswer, input.id) }),
  decide: ({ company: own, existing }, { id, title, body }, ctx) => {
    if (isBlank(title)) return refuse('canned_answer.title_required', 'input');
    if (isBlank(plainOf(body))) return refuse('canned_answer.text_required', 'input');
    if (own.state === 'unknown' || existing.state === 'unknown') return undecided();
    if (!isHome(own)) return refuse(AT_HOME, 'right');
    if (existing.state === 'row') return refuse('canned_answer.exists', 'input');
    return changes([insert(cannedAnswer, id, { title, body, archived: false, changedAt: ctx.now })]);
  },
});

/** Title, text, or both; null leaves one as it is. */
export const changeCannedAnswer = defineCommand({
  name: 'canned_answer.change',
  area: 'support',
  schema: 1,
  input: z.strictObject({ id: idSchema, title: line(TITLE).nullable(), body: richTextSchema.nullable() }),
  rewrites: {
    canned_answer: { title: (id, title) => ({ id, title, body: null }), body: (id, body) => ({ id, title: null, body }) },
  },
  reads: (input, ctx) => ({ company: ref(company, ctx.tenant), answer: ref(cannedAnswer, input.id) }),
  decide: ({ company: own, answer }, { id, title, body }, ctx) => {
    if (title !== null && isBlank(title)) return refuse('canned_answer.title_required', 'input');
    if (body !== null && isBlank(plainOf(body))) return refuse('canned_answer.text_required', 'input');
    if (own.state === 'unknown' || answer.state === 'unknown') return undecided();
    if (!isHome(own)) return refuse(AT_HOME, 'right');
    if (answer.state === 'absent') return refuse('canned_answer.unknown', 'state');
    return changes([patch(cannedAnswer, id, { ...(title === null ? {} : { title }), ...(body === null ? {} : { body }), changedAt: Math.max(answer.row.changedAt, ctx.now) })]);
  },
});

/** Puts an answer away, or takes it out again. */
export const archiveCannedAnswer = defineCommand({
  name: 'canned_answer.archive',
  area: 'support',
  schema: 1,
  input: z.strictObject({ id: idSchema, archived: z.boolean() }),
  reads: (input, ctx) => ({ company: ref(company, ctx.tenant), answer: ref(cannedAnswer, input.id) }),
  decide: ({ company: own, answer }, { id, archived }, ctx) => {
    if (own.state === 'unknown' || answer.state === 'unknown') return undecided();
    if (!isHome(own)) return refuse(AT_HOME, 'right');
    if (answer.state === 'absent') return refuse('canned_answer.unknown', 'state');
    return changes([patch(cannedAnswer, id, { archived, changedAt: Math.max(answer.row.changedAt, ctx.now) })]);
  },
});
