import * as z from 'zod';
import { cleanLine, cleanText, utf8Length } from './text.ts';
import { idSchema } from './ids.ts';

/** Longest rich text in bytes of JSON in UTF-8 (TKT-11): above it the text is offered as a file. */
export const RICH_TEXT_LIMIT = 100 * 1024;
/** How many lists may stand inside one another. */
export const LIST_DEPTH_LIMIT = 8;

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'italic', 'underline', 'strike', 'code']) }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: z.string().overwrite(cleanLine).max(2000).regex(/^(https:\/\/|mailto:)/i) }) }),
]);

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().overwrite(cleanText),
  marks: z.array(mark).max(6).optional(),
});
const hardBreak = z.strictObject({ type: z.literal('hardBreak') });
const inline = z.union([text, hardBreak]);
/** Cleaning can leave a text node empty, and an editor refuses to open a document that holds one. */
const withText = <N extends { type: string; text?: string }>(nodes: N[]): N[] => nodes.filter((node) => node.type !== 'text' || node.text !== '');
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(inline).overwrite(withText).optional() });
const codeBlock = z.strictObject({ type: z.literal('codeBlock'), content: z.array(text).overwrite(withText).optional() });
/** A picture is an attachment named by id; bytes never stand in the text (sync.md, Bodies). */
const picture = z.strictObject({ type: z.literal('picture'), attrs: z.strictObject({ attachmentId: idSchema }) });

export interface RichNode {
  type: string;
  text?: string | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  attrs?: Record<string, unknown> | undefined;
  content?: RichNode[] | undefined;
}

const listItem: z.ZodType<RichNode> = z.lazy(() =>
  z.strictObject({ type: z.literal('listItem'), content: z.array(z.union([paragraph, list])).max(500) }),
);
const list: z.ZodType<RichNode> = z.lazy(() =>
  z.strictObject({ type: z.enum(['bulletList', 'orderedList']), content: z.array(listItem).max(500) }),
);
const quote = z.strictObject({ type: z.literal('blockquote'), content: z.array(z.union([paragraph, list])).max(500) });

export interface RichText {
  type: 'doc';
  content: RichNode[];
}

/**
 * A ProseMirror document of our few node kinds. Anything else (scripts, styles, data: addresses, unknown attributes)
 * does not parse, on the desk and in the cloud alike (security.md). More than 8 lists inside one another are refused.
 */
export const richTextSchema: z.ZodType<RichText> = z
  .custom<unknown>((value) => listsDeep(value) <= LIST_DEPTH_LIMIT, 'rich_text.too_deep')
  .pipe(
    z.strictObject({
      type: z.literal('doc'),
      content: z.array(z.union([paragraph, codeBlock, list, quote, picture])).max(5000),
    }),
  )
  .refine((doc) => utf8Length(JSON.stringify(doc)) <= RICH_TEXT_LIMIT, 'rich_text.too_long');

/** How many lists stand inside one another. Nesting of any kind beyond 40 is endless, so that hostile input cannot exhaust the stack. */
function listsDeep(value: unknown, depth = 0): number {
  if (depth > 40) return Infinity;
  if (typeof value !== 'object' || value === null || !('content' in value) || !Array.isArray(value.content)) return 0;
  const own = 'type' in value && (value.type === 'bulletList' || value.type === 'orderedList') ? 1 : 0;
  return own + value.content.reduce<number>((deepest, child) => Math.max(deepest, listsDeep(child, depth + 1)), 0);
}

/** The same words without form: a block to a line. For lists, search and mail. */
export function plainOf(doc: RichText): string {
  const out: string[] = [];
  const walk = (node: RichNode): string => {
    if (node.type === 'text') return node.text ?? '';
    if (node.type === 'hardBreak') return '\n';
    return (node.content ?? []).map(walk).join('');
  };
  const blocks = (nodes: RichNode[]) => {
    for (const node of nodes) {
      if (['bulletList', 'orderedList', 'listItem', 'blockquote'].includes(node.type)) blocks(node.content ?? []);
      else out.push(walk(node));
    }
  };
  blocks(doc.content);
  return out.join('\n').trim();
}

/** Ids of the attachments that stand in the text as pictures (TKT-11); a picture stands at the top alone. */
export function picturesIn(doc: RichText): string[] {
  return doc.content.flatMap(({ type, attrs }) => (type === 'picture' && typeof attrs?.['attachmentId'] === 'string' ? [attrs['attachmentId']] : []));
}

/** Plain text as a document: a line to a paragraph. The text is cleaned first. */
export function richTextOf(plain: string): RichText {
  return {
    type: 'doc',
    content: cleanText(plain)
      .split('\n')
      .map((row) => (row === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: row }] })),
  };
}
