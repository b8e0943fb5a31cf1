import * as z from 'zod';
import { defineEntity, field, optionalField } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { richTextSchema } from '../kernel/rich-text.ts';
import { line, lines } from '../kernel/text.ts';
import { ATTACHMENT_LIMIT } from '../tickets/values.ts';
import { FILE_TEXT_LIMIT } from './files.ts';

/** DOC-01, in the order in which they stand on the screen. */
export const sectionSchema = z.enum(['assistance', 'documents', 'faq']);
export type Section = z.output<typeof sectionSchema>;
/** `proposed` and `declined`: a contribution before and after a no; `withdrawn`: no reader sees it any more, it can come back. */
export const documentStateSchema = z.enum(['proposed', 'published', 'declined', 'withdrawn']);
export type DocumentState = z.output<typeof documentStateSchema>;
export const documentLanguageSchema = z.enum(['it', 'en', 'ru']);
export const DOCUMENT_TITLE_LIMIT = 200;
/** Of the words that are searched, UTF-16 units. */
export const PLAIN_LIMIT = 200_000;

/**
 * A text that helps (DOC-01): a manual's page, a guide, an answer. In the vendor's own tenant it is the vendor's library,
 * of which each customer has a copy under the same id (`fromVendor`); the others are the company's own.
 */
export const document = defineEntity({
  name: 'document',
  area: 'support',
  fields: {
    section: field('text', sectionSchema, 'guarded'),
    language: field('text', documentLanguageSchema, 'guarded'),
    title: field('text', line(DOCUMENT_TITLE_LIMIT, 1), 'guarded'),
    body: field('json', richTextSchema, 'guarded'),
    /** The words of text and file, for the search. */
    plain: field('text', lines(PLAIN_LIMIT), 'derived'),
    /** The manual that is read with it (`document_file`); null for a text alone. */
    fileId: optionalField('id', idSchema, 'guarded'),
    state: field('text', documentStateSchema, 'guarded'),
    /** Counts its texts, from 1; who writes says which one they saw. */
    version: field('integer', z.int().min(1), 'guarded'),
    fromVendor: field('boolean', z.boolean(), 'fixed'),
    authorId: field('id', idSchema, 'fixed'),
    authorName: field('text', line(200, 1), 'fixed'),
    /** Why a contribution was declined, or a word of thanks. */
    note: optionalField('text', line(500), 'derived'),
    createdAt: field('time', z.int(), 'fixed'),
    updatedAt: field('time', z.int(), 'derived'),
    updatedByName: field('text', line(200, 1), 'derived'),
  },
});

/** What a document said before: one row for each of its texts, the present one too. */
export const documentVersion = defineEntity({
  name: 'document_version',
  area: 'support',
  visibleThrough: { entity: 'document', field: 'documentId' },
  fields: {
    documentId: field('id', idSchema, 'fixed'),
    version: field('integer', z.int().min(1), 'fixed'),
    title: field('text', line(DOCUMENT_TITLE_LIMIT, 1), 'fixed'),
    body: field('json', richTextSchema, 'fixed'),
    fileId: optionalField('id', idSchema, 'fixed'),
    byName: field('text', line(200, 1), 'fixed'),
    at: field('time', z.int(), 'fixed'),
  },
});

/** DOC-01: a manual as a file, PDF or HTML. Its bytes go the way of attachments; its words are here, for the search. */
export const documentFile = defineEntity({
  name: 'document_file',
  area: 'support',
  visibleThrough: { entity: 'document', field: 'documentId' },
  fields: {
    documentId: field('id', idSchema, 'fixed'),
    name: field('text', line(200, 1), 'fixed'),
    size: field('integer', z.int().min(1).max(ATTACHMENT_LIMIT - 1), 'fixed'),
    mime: field('text', line(120, 1), 'fixed'),
    sha256: field('text', z.string().length(64), 'fixed'),
    text: field('text', lines(FILE_TEXT_LIMIT), 'fixed'),
    state: field('text', z.enum(['arriving', 'available', 'missing']), 'server'),
    byId: field('id', idSchema, 'fixed'),
    at: field('time', z.int(), 'fixed'),
  },
});
