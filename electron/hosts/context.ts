import * as z from 'zod';

/*
 * OFF-06: what another program may say of its error (docs/integration.md). It fills a form in, which the person reads,
 * changes and sends; nothing here acts. Hostile input: known to the letter or refused with the reason.
 */

/** Bytes. Four to a character, escaped, of all the text that a request may be opened with. */
export const LARGEST_CONTEXT = 64 * 1024;
/** Characters of all log lines together: they stand among the parameters of the form. */
const LONGEST_LOG = 16_000;

// One line of readable text; control characters have no place in a parameter.
const line = (most: number) => z.string().max(most).regex(/^\P{Cc}*$/u);
const text = (most: number) => z.string().max(most).regex(/^[\P{Cc}\n\t]*$/u);

const fields = {
  program: line(100).optional(),
  version: line(60).optional(),
  title: line(200).optional(),
  description: text(2_000).optional(),
  code: line(120).optional(),
  summary: text(2_000).optional(),
  screen: line(200).optional(),
  record: line(200).optional(),
};

/** The same as parameters of a link: all is text there. */
export const linkParameters = z.strictObject({ ...fields, log: text(2_000).optional() });

const contextSchema = z.strictObject({
  /** The format's version. */
  sportello: z.literal(1).default(1),
  ...fields,
  /** When it happened, ISO 8601 with its offset. */
  at: z.iso.datetime({ offset: true }).optional(),
  log: z
    .array(line(1_000))
    .max(200)
    .refine((lines) => lines.join('\n').length <= LONGEST_LOG, 'log is too long')
    .optional(),
});

/** A screen to open with text parameters, or why not, in English for whoever wrote the other program. */
export type ReadContext = { readonly ok: true; readonly parameters: Readonly<Record<string, string>> } | { readonly ok: false; readonly problem: string };

/** Reads a context file or message. Never throws, whatever the text. */
export function readContext(json: string): ReadContext {
  if (Buffer.byteLength(json) > LARGEST_CONTEXT) return { ok: false, problem: `more than ${LARGEST_CONTEXT} bytes` };
  let value: unknown;
  try {
    // Windows programs like to begin a text with a mark of its order.
    value = JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
  // A member of that name is none of ours, and a schema that copies members would lose sight of it.
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) return { ok: false, problem: '__proto__: unknown field' };
  const parsed = contextSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, problem: `${issue?.path.join('.') || 'context'}: ${issue?.message ?? 'refused'}`.slice(0, 300) };
  }
  const { sportello: _version, log, at, ...texts } = parsed.data;
  // Fields that were left out are not there at all, so that the same knock opens the same form.
  const given = Object.entries({ ...texts, log: log?.join('\n'), at: at && String(Date.parse(at)) }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ok: true, parameters: Object.fromEntries(given) };
}
