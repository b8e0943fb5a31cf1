import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided, type Ctx, type Decision, type FoundRow } from '../kernel/command.ts';
import { idSchema, type Id } from '../kernel/ids.ts';
import { plainOf, richTextSchema, type RichText } from '../kernel/rich-text.ts';
import { isBlank, line, lines } from '../kernel/text.ts';
import { chosenFileSchema } from '../tickets/entities.ts';
import { nameOf } from '../tickets/rules.ts';
import { document, documentFile, documentLanguageSchema, documentStateSchema, documentVersion, DOCUMENT_TITLE_LIMIT, sectionSchema, type DocumentState } from './entities.ts';
import { fileOf, fileRows, searched, withFile, wordsWith, wrongFile, type WithFile } from './file-rules.ts';
import { FILE_TEXT_LIMIT } from './files.ts';

const text = {
  documentId: idSchema,
  /** The row that keeps this text when the next one comes. */
  versionId: idSchema,
  section: sectionSchema,
  language: documentLanguageSchema,
  // Checked by the rule, so that an empty title has a sentence beside its field.
  title: line(DOCUMENT_TITLE_LIMIT),
  body: richTextSchema,
  ...withFile,
};
interface Text extends WithFile {
  readonly documentId: Id;
  readonly versionId: Id;
  readonly section: z.output<typeof sectionSchema>;
  readonly language: z.output<typeof documentLanguageSchema>;
  readonly title: string;
  readonly body: RichText;
}

function wrongText({ title, body, fileId }: Text): Decision | undefined {
  if (isBlank(title)) return refuse('document.title.required', 'input');
  // A manual speaks for itself.
  if (fileId === null && isBlank(plainOf(body))) return refuse('document.body.required', 'input');
  return undefined;
}

/** The first text of a document, with its version. */
function created(input: Text, words: string, state: DocumentState, ctx: Ctx): Decision {
  const { documentId, versionId, section, language, title, body, fileId } = input;
  const by = nameOf(ctx.actor);
  return changes([
    insert(document, documentId, {
      section, language, title, body, plain: words, fileId, state, version: 1, fromVendor: false, authorId: ctx.actor.personId, authorName: by, note: null,
      createdAt: ctx.now, updatedAt: ctx.now, updatedByName: by,
    }),
    insert(documentVersion, versionId, { documentId, version: 1, title, body, fileId, byName: by, at: ctx.now }),
    ...fileRows(input, ctx),
  ]);
}

type Found = FoundRow<typeof document>;

/** The vendor's copies are changed where they come from, and reach the company by themselves. */
function notOurs(found: Found): Decision | undefined {
  if (found.state === 'unknown') return undecided();
  if (found.state === 'absent') return refuse('document.unknown', 'state');
  return found.row.fromVendor ? refuse('document.of_the_vendor', 'right') : undefined;
}

/** DOC-01: writes a document, or its next text. `version`: the one its author saw, 0 for a new document. */
export const saveDocument = defineCommand({
  name: 'document.save',
  area: 'support',
  schema: 2,
  input: z.strictObject({ ...text, version: z.int().min(0) }),
  reads: (input) => ({ document: ref(document, input.documentId), file: ref(documentFile, fileOf(input)) }),
  decide: (found, input, ctx) => {
    const wrong = wrongText(input) ?? wrongFile(input, found.file);
    if (wrong) return wrong;
    const words = wordsWith(plainOf(input.body), input, found.file);
    if (input.version === 0) return found.document.state === 'row' ? refuse('document.exists', 'state') : created(input, words, 'published', ctx);
    const refused = notOurs(found.document);
    if (refused) return refused;
    if (found.document.state !== 'row') return undecided();
    const { row } = found.document;
    // Two people wrote at once: the second sees the first one's text before theirs takes its place (I9).
    if (row.version !== input.version) return refuse('document.changed', 'state', { name: row.updatedByName, title: row.title });
    const { documentId, versionId, section, language, title, body, fileId } = input;
    const by = nameOf(ctx.actor);
    return changes([
      patch(document, documentId, { section, language, title, body, plain: words, fileId, version: row.version + 1, updatedAt: ctx.now, updatedByName: by }),
      insert(documentVersion, versionId, { documentId, version: row.version + 1, title, body, fileId, byName: by, at: ctx.now }),
      ...fileRows(input, ctx),
    ]);
  },
});

/** DOC-01: users may contribute; it is read by all once somebody who may has said yes. */
export const proposeDocument = defineCommand({
  name: 'document.propose',
  area: 'support',
  schema: 2,
  input: z.strictObject(text),
  reads: (input) => ({ document: ref(document, input.documentId), file: ref(documentFile, fileOf(input)) }),
  decide: (found, input, ctx) => {
    const wrong = wrongText(input) ?? wrongFile(input, found.file);
    if (wrong) return wrong;
    if (found.document.state === 'row') return refuse('document.exists', 'state');
    return created(input, wordsWith(plainOf(input.body), input, found.file), 'proposed', ctx);
  },
});

/** The answer to a contribution; a no says why. */
export const judgeDocument = defineCommand({
  name: 'document.judge',
  area: 'support',
  schema: 1,
  input: z.strictObject({ documentId: idSchema, approve: z.boolean(), note: line(500) }),
  reads: (input) => ({ document: ref(document, input.documentId) }),
  decide: (found, input, ctx) => {
    if (!input.approve && isBlank(input.note)) return refuse('document.note.required', 'input');
    const refused = notOurs(found.document);
    if (refused) return refused;
    if (found.document.state !== 'row') return undecided();
    const { row } = found.document;
    if (row.state !== 'proposed') return refuse('document.judged', 'state', { title: row.title });
    const note = isBlank(input.note) ? null : input.note;
    return changes([patch(document, row.id, { state: input.approve ? 'published' : 'declined', note, updatedAt: ctx.now, updatedByName: nameOf(ctx.actor) })]);
  },
});

/** Takes a document away from its readers, or gives it back to them. */
export const withdrawDocument = defineCommand({
  name: 'document.withdraw',
  area: 'support',
  schema: 1,
  input: z.strictObject({ documentId: idSchema, withdrawn: z.boolean() }),
  reads: (input) => ({ document: ref(document, input.documentId) }),
  decide: (found, input, ctx) => {
    const refused = notOurs(found.document);
    if (refused) return refused;
    if (found.document.state !== 'row') return undecided();
    const { row } = found.document;
    const from: DocumentState = input.withdrawn ? 'published' : 'withdrawn';
    if (row.state !== from) return refuse('document.not_shown', 'state', { title: row.title });
    return changes([patch(document, row.id, { state: input.withdrawn ? 'withdrawn' : 'published', updatedAt: ctx.now, updatedByName: nameOf(ctx.actor) })]);
  },
});

/** The vendor's document as a customer has it, once the bytes of its file are in the cloud; the cloud's alone (decision 0003). */
export const publishDocument = defineCommand({
  name: 'document.publish',
  area: 'support',
  schema: 1,
  input: z.strictObject({
    documentId: idSchema,
    values: z.strictObject({
      section: sectionSchema, language: documentLanguageSchema, title: line(DOCUMENT_TITLE_LIMIT, 1), body: richTextSchema, state: documentStateSchema, version: z.int().min(1),
      authorId: idSchema, authorName: line(200, 1), createdAt: z.int(), updatedAt: z.int(), updatedByName: line(200, 1),
    }),
    /** Under the id that it has at the vendor's. */
    file: chosenFileSchema.extend({ text: lines(FILE_TEXT_LIMIT), byId: idSchema, at: z.int() }).nullable(),
  }),
  reads: (input) => ({ document: ref(document, input.documentId), file: ref(documentFile, input.file?.id ?? input.documentId) }),
  decide: (found, { documentId, values, file }) => {
    const { authorId, authorName, createdAt, ...text } = values;
    const row = { ...text, plain: searched(plainOf(values.body), file?.text ?? ''), fileId: file?.id ?? null, note: null };
    // A document of the company's own never becomes the vendor's, whatever ids anybody chose; nor does a file of one.
    const taken = found.document.state === 'row' && !found.document.row.fromVendor;
    if (taken || (file !== null && found.file.state === 'row' && found.file.row.documentId !== documentId)) return refuse('document.exists', 'state');
    const fileRow = file === null || found.file.state === 'row' ? [] : [insert(documentFile, file.id, { ...withoutId(file), documentId, state: 'available' })];
    if (found.document.state !== 'row') return changes([insert(document, documentId, { ...row, fromVendor: true, authorId, authorName, createdAt }), ...fileRow]);
    return changes([patch(document, documentId, row), ...fileRow]);
  },
});

function withoutId<T extends { readonly id: Id }>({ id: _id, ...rest }: T): Omit<T, 'id'> {
  return rest;
}
