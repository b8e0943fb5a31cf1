import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { documentLanguageSchema, sectionSchema } from '#shared/domain/library/entities.ts';
import { chosenFileSchema } from '#shared/domain/tickets/entities.ts';
import { invoke } from '../../bridge.ts';
import type { Parameters } from '../../state/tabs.ts';
import { cleanDoc, EMPTY_DOC } from '../support/editor/clean-doc.ts';
import { newId } from '../support/parts/run-command.ts';
import { findDraft } from '../support/parts/use-draft.ts';

/** The kind of drafts that are unfinished documents; electron/core/outbox/take-back.ts makes them too. */
export const DOCUMENT_DRAFT = 'document';

const draftSchema = z.object({
  documentId: idSchema,
  section: sectionSchema.catch('faq'),
  language: documentLanguageSchema.catch('it'),
  title: z.string().catch(''),
  body: z.unknown().transform(cleanDoc),
  fileId: idSchema.nullable().catch(null),
  files: z.array(chosenFileSchema).max(1).catch([]),
  fileText: z.string().catch(''),
  /** The text that its author began from; 0 for a new document. */
  version: z.int().min(0).catch(0),
});
export type DocumentDraft = z.output<typeof draftSchema>;

export interface FirstText {
  readonly draft: DocumentDraft;
  readonly tenant: Id | null;
  /** What it was before anybody typed; null for a draft that was kept. */
  readonly filledIn: DocumentDraft | null;
}

/** A kept draft as it was; else the named document's text, one of its earlier ones, or an empty one. Rejects like any call. */
export async function firstText(draftId: Id, { tenant = null, id, version }: Parameters & { readonly tenant?: string | null }): Promise<FirstText> {
  const kept = await findDraft({ id: draftId });
  const stored = draftSchema.safeParse(kept?.content);
  if (kept && stored.success) return { draft: stored.data, tenant: kept.tenant, filledIn: null };
  const found = id === undefined || tenant === null ? null : await invoke('library.get', { tenant, id });
  if (found === null) {
    const draft = draftSchema.parse({ documentId: await newId(), title: '', body: EMPTY_DOC });
    return { draft, tenant, filledIn: draft };
  }
  const { document, versions } = found;
  const text = versions.find((one) => one.version === Number(version)) ?? document;
  const now = draftSchema.parse({ ...document, documentId: document.id });
  // An earlier text is a change already: it is kept like one.
  return { draft: { ...now, title: text.title, body: cleanDoc(text.body), fileId: text.fileId }, tenant, filledIn: now };
}
