import type { RichText } from '#shared/domain/kernel/rich-text.ts';

/** Tells a document from other JSON, cheaply: its text was parsed when the command was saved. */
export function isRichText(value: unknown): value is RichText {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc' && 'content' in value && Array.isArray(value.content);
}
