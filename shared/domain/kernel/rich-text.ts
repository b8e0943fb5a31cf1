import * as z from 'zod';
import { cleanText } from './text.ts';
import { idSchema } from './ids.ts';

/** Longest rich text in bytes of JSON (TKT-11): above it the text is offered as a file. */
export const RICH_TEXT_LIMIT = 100 * 1024;

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'italic', 'underline', 'strike', 'code']) }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: z.string().max(2000).regex(/^(https:\/\/|mailto:)/i) }) }),
]);

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().overwrite(cleanText),
  marks: z.array(mark).max(6).optional(),
});
const hardBreak = z.strictObject({ type: z.literal('hardBreak') });
const inline = z.union([text, hardBreak]);
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(inline).optional() });
const codeBlock = z.strictObject({ type: z.literal('codeBlock'), content: z.array(text).optional() });
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
 * does not parse, on the desk and in the cloud alike (security.md). Nesting deeper than 8 lists is refused.
 */
export const richTextSchema: z.ZodType<RichText> = z
  .custom<unknown>((value) => depthOf(value) <= 24, 'rich_text.too_deep')
  .pipe(
    z.strictObject({
      type: z.literal('doc'),
      content: z.array(z.union([paragraph, codeBlock, list, quote, picture])).max(5000),
    }),
  )
  .refine((doc) => JSON.stringify(doc).length <= RICH_TEXT_LIMIT, 'rich_text.too_long') as z.ZodType<RichText>;

/** How deep `content` is nested; stops counting at 40, so that hostile input cannot exhaust the stack. */
function depthOf(value: unknown, depth = 0): number {
  if (depth > 40 || typeof value !== 'object' || value === null) return depth;
  const content = (value as { content?: unknown }).content;
  if (!Array.isArray(content)) return depth;
  return content.reduce<number>((deepest, child) => Math.max(deepest, depthOf(child, depth + 1)), depth);
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

/** Plain text as a document: a line to a paragraph. The text is cleaned first. */
export function richTextOf(plain: string): RichText {
  return {
    type: 'doc',
    content: cleanText(plain)
      .split('\n')
      .map((row) => (row === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: row }] })),
  };
}
