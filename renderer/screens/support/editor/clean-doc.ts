import { idSchema } from '#shared/domain/kernel/ids.ts';
import { LIST_DEPTH_LIMIT, picturesIn, plainOf, richTextSchema, type RichNode, type RichText } from '#shared/domain/kernel/rich-text.ts';
import { cleanText, isBlank, utf8Length } from '#shared/domain/kernel/text.ts';

/** Nesting beyond this is nobody's writing; it is dropped before it can exhaust the stack. */
const DEEPEST = 60;
const MARKS = new Set(['bold', 'italic', 'underline', 'strike', 'code']);

export const EMPTY_DOC: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

/**
 * The editor's document as the contract wants it (shared/domain/kernel/rich-text.ts): only our node kinds, only their
 * attributes, no forbidden character, no address but https and mailto. What stands inside an unknown node stays as
 * text; nothing readable is lost, and lists beyond the deepest allowed become items of it. Length is not cut here: a
 * clean document that the contract refuses is one that is too long (`isTooLong`). Never throws.
 */
export function cleanDoc(doc: unknown): RichText {
  const content = blocksOf(childrenOf(doc), { lists: 0, depth: 0 });
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}

/** TKT-11: the size that counts against the limit, in bytes. */
export function docSize(doc: RichText): number {
  return utf8Length(JSON.stringify(doc));
}
/** Whether a clean document is longer, in bytes or in blocks, than a request may carry; then it is offered as a file. */
export function isTooLong(doc: RichText): boolean {
  return !richTextSchema.safeParse(doc).success;
}
export function isEmptyDoc(doc: RichText): boolean {
  return isBlank(plainOf(doc)) && picturesIn(doc).length === 0;
}

/** The same text without the pictures whose files are gone, so that no request names a file it does not carry. */
export function withoutPictures(doc: RichText, keep: ReadonlySet<string>): RichText {
  const content = doc.content.filter((node) => node.type !== 'picture' || keep.has(String(node.attrs?.['attachmentId'])));
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}

interface RawNode {
  readonly type: string;
  readonly text: string;
  readonly marks: readonly unknown[];
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly raw: object;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childrenOf(node: unknown): RawNode[] {
  const content = isRecord(node) ? node['content'] : undefined;
  if (!Array.isArray(content)) return [];
  return content.filter(isRecord).map((raw) => ({
    type: String(raw['type']),
    text: typeof raw['text'] === 'string' ? raw['text'] : '',
    marks: Array.isArray(raw['marks']) ? raw['marks'] : [],
    attrs: isRecord(raw['attrs']) ? raw['attrs'] : {},
    raw,
  }));
}

interface Place {
  readonly lists: number;
  readonly depth: number;
}

function blocksOf(nodes: readonly RawNode[], place: Place): RichNode[] {
  if (place.depth > DEEPEST) return [];
  const inside = (node: RawNode) => blocksOf(childrenOf(node.raw), { ...place, depth: place.depth + 1 });
  return nodes.flatMap((node): RichNode[] => {
    switch (node.type) {
      case 'bulletList':
      case 'orderedList':
        return listOf(node, place);
      case 'codeBlock':
        return [{ type: 'codeBlock', ...inlineContent(node, false) }];
      case 'blockquote': {
        const content = quotable(inside(node));
        return content.length === 0 ? [] : [{ type: 'blockquote', content }];
      }
      case 'picture': {
        const { attachmentId } = node.attrs;
        return idSchema.safeParse(attachmentId).success ? [{ type: 'picture', attrs: { attachmentId } }] : [];
      }
      case 'text':
        return [{ type: 'paragraph', ...inlineOf([node], true) }];
      default:
        // A paragraph, or something unknown (a heading, a table): its blocks, or else its words as a paragraph.
        return hasBlocks(node) ? inside(node) : [{ type: 'paragraph', ...inlineContent(node, true) }];
    }
  });
}

function listOf(node: RawNode, place: Place): RichNode[] {
  const within = { lists: place.lists + 1, depth: place.depth + 2 };
  const items = childrenOf(node.raw)
    .map((item) => quotable(blocksOf(childrenOf(item.raw), within)))
    .filter((blocks) => blocks.length > 0);
  if (items.length === 0) return [];
  if (within.lists > LIST_DEPTH_LIMIT) return items.flat();
  return [{ type: node.type, content: items.map((content) => ({ type: 'listItem', content })) }];
}

/** What may stand in a list item or a quotation: paragraphs and lists. Anything else gives its words. */
function quotable(blocks: readonly RichNode[]): RichNode[] {
  return blocks.flatMap((block): RichNode[] => {
    if (block.type === 'blockquote') return block.content ?? [];
    if (block.type === 'codeBlock') return plainOf({ type: 'doc', content: [block] }).split('\n').map(paragraphOf);
    return block.type === 'picture' ? [] : [block];
  });
}

function paragraphOf(text: string): RichNode {
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
}

const INLINE = new Set(['text', 'hardBreak']);
function hasBlocks(node: RawNode): boolean {
  return childrenOf(node.raw).some((child) => !INLINE.has(child.type));
}

function inlineContent(node: RawNode, marked: boolean): { content?: RichNode[] } {
  return inlineOf(childrenOf(node.raw), marked);
}

function inlineOf(nodes: readonly RawNode[], marked: boolean): { content?: RichNode[] } {
  const content = nodes.flatMap((node): RichNode[] => {
    if (node.type === 'hardBreak') return marked ? [{ type: 'hardBreak' }] : [{ type: 'text', text: '\n' }];
    const text = cleanText(node.text);
    if (text === '') return [];
    const marks = marked ? marksOf(node.marks) : [];
    return [marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }];
  });
  return content.length === 0 ? {} : { content };
}

function marksOf(marks: readonly unknown[]): NonNullable<RichNode['marks']> {
  const kept = new Map<string, NonNullable<RichNode['marks']>[number]>();
  for (const mark of marks.filter(isRecord)) {
    const type = String(mark['type']);
    const href = isRecord(mark['attrs']) ? mark['attrs']['href'] : undefined;
    if (MARKS.has(type)) kept.set(type, { type });
    else if (type === 'link' && typeof href === 'string' && isAddress(href)) kept.set(type, { type, attrs: { href } });
  }
  return [...kept.values()];
}

/** Whether a link may carry it: https and mailto only (security.md), at most 2000 characters. */
export function isAddress(href: string): boolean {
  return href.length <= 2000 && /^(https:\/\/|mailto:)/i.test(href);
}

/** A typed address made whole: `nts.example` is https, `m@nts.example` is mailto; null where it cannot be a link. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : /^[^@/]+@[^@/]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
  return isAddress(whole) && URL.canParse(whole) ? whole : null;
}
