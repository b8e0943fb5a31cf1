import { expect, test } from 'vitest';
import { LIST_DEPTH_LIMIT, plainOf, RICH_TEXT_LIMIT, richTextOf, richTextSchema, type RichNode } from './rich-text.ts';
import { testId } from '../memory-world.ts';

const doc = (...content: unknown[]) => ({ type: 'doc', content });
const text = (words: string, marks?: unknown[]) => ({ type: 'text', text: words, ...(marks ? { marks } : {}) });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const accepts = (value: unknown): boolean => richTextSchema.safeParse(value).success;
const problem = (value: unknown): string | undefined => richTextSchema.safeParse(value).error?.issues[0]?.message;

/** A list in a list in a list…, with a word in the innermost. */
function listsIn(depth: number): RichNode {
  const inner: RichNode = depth === 1 ? { type: 'paragraph', content: [{ type: 'text', text: 'x' }] } : listsIn(depth - 1);
  return { type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] };
}

test('TKT-11: what an editor of ours makes is accepted as it is', () => {
  const full = doc(
    paragraph(text('Buongiorno, ', [{ type: 'bold' }]), { type: 'hardBreak' }, text('vedi', [{ type: 'link', attrs: { href: 'https://esempio.example/a' } }])),
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('uno'))] }] },
    { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('due'))] }] },
    { type: 'blockquote', content: [paragraph(text('citazione'))] },
    { type: 'codeBlock', content: [text('SELECT 1')] },
    { type: 'picture', attrs: { attachmentId: testId(7) } },
    { type: 'paragraph' },
  );
  expect(richTextSchema.parse(full)).toEqual(full);
});

test('scripts, styles, unknown nodes and unknown attributes do not parse', () => {
  for (const bad of [
    doc({ type: 'script', content: [text('alert(1)')] }),
    doc({ type: 'paragraph', attrs: { style: 'position:fixed' } }),
    doc({ type: 'iframe', attrs: { src: 'https://esempio.example' } }),
    doc({ type: 'image', attrs: { src: 'data:image/png;base64,AAAA' } }),
    doc({ type: 'picture', attrs: { attachmentId: testId(7), src: 'data:image/png;base64,AAAA' } }),
    doc({ type: 'picture', attrs: { attachmentId: 'https://esempio.example/a.png' } }),
    doc({ ...paragraph(text('x')), onclick: 'alert(1)' }),
    doc(paragraph(text('x', [{ type: 'textStyle', attrs: { color: 'red' } }]))),
    doc(paragraph(paragraph(text('x')))),
    doc(text('x')),
    { ...doc(), style: 'x' },
    { type: 'paragraph', content: [] },
    '<p>x</p>',
    null,
  ]) {
    expect(accepts(bad), JSON.stringify(bad)).toBe(false);
  }
});

test('a link goes to https or mail and to nothing else', () => {
  const link = (href: string) => doc(paragraph(text('x', [{ type: 'link', attrs: { href } }])));
  for (const good of ['https://esempio.example/a?b=c#d', 'HTTPS://ESEMPIO.EXAMPLE', 'mailto:a@b.example']) expect(accepts(link(good)), good).toBe(true);
  for (const bad of ['http://esempio.example', 'javascript:alert(1)', 'data:text/html,x', 'file:///c:/x', '//esempio.example', ' ', `https://${'a'.repeat(2000)}`]) {
    expect(accepts(link(bad)), bad).toBe(false);
  }
  expect(richTextSchema.parse(link('\u0000https://esempio.example/\ud800')).content[0]?.content?.[0]?.marks?.[0]?.attrs).toEqual({ href: 'https://esempio.example/' });
  expect(accepts(doc(paragraph(text('x', [{ type: 'link', attrs: { href: 'https://a.example', onclick: 'x' } }]))))).toBe(false);
});

test('markup typed as words stays words', () => {
  const typed = doc(paragraph(text('<script>alert(1)</script>')));
  expect(richTextSchema.parse(typed)).toEqual(typed);
});

test('control characters are cleaned away, and a text node left empty goes with them', () => {
  const cleaned = richTextSchema.parse(doc(paragraph(text('a\u0000b\u202e'), text('\u0007')), { type: 'codeBlock', content: [text('\ud800')] }));
  expect(cleaned).toEqual(doc(paragraph(text('ab')), { type: 'codeBlock', content: [] }));
});

test('R8: what is no document at all is refused in words, never by a fault', () => {
  const doc = (content: unknown) => ({ type: 'doc', content });
  for (const odd of [null, undefined, 5, 'testo', [], {}, doc(null), doc(5), doc([null]), doc([5]), doc([{ type: 'bulletList', content: null }]), doc([{ type: 'bulletList', content: [null] }])]) {
    expect(richTextSchema.safeParse(odd).success, JSON.stringify(odd)).toBe(false);
  }
});

test('eight lists may stand inside one another, nine may not', () => {
  expect(LIST_DEPTH_LIMIT).toBe(8);
  expect(accepts(doc(listsIn(8)))).toBe(true);
  expect(accepts(doc({ type: 'blockquote', content: [listsIn(8)] }))).toBe(true);
  expect(problem(doc(listsIn(9)))).toBe('rich_text.too_deep');
});

test('nesting without end is refused and does not exhaust the stack', () => {
  let bottomless: unknown = { type: 'paragraph' };
  for (let level = 0; level < 100_000; level += 1) bottomless = { type: 'blockquote', content: [bottomless] };
  expect(problem(doc(bottomless))).toBe('rich_text.too_deep');
});

test('TKT-11: exactly 100 KB of JSON is accepted, one byte more is refused', () => {
  const frame = JSON.stringify(doc(paragraph(text('')))).length;
  expect(accepts(doc(paragraph(text('a'.repeat(RICH_TEXT_LIMIT - frame)))))).toBe(true);
  expect(problem(doc(paragraph(text('a'.repeat(RICH_TEXT_LIMIT - frame + 1)))))).toBe('rich_text.too_long');
});

test('TKT-11: the limit is in bytes, so that Russian text of half as many letters meets it too', () => {
  const frame = JSON.stringify(doc(paragraph(text('')))).length;
  const half = Math.floor((RICH_TEXT_LIMIT - frame) / 2);
  expect(accepts(doc(paragraph(text('ж'.repeat(half)))))).toBe(true);
  expect(problem(doc(paragraph(text('ж'.repeat(half + 1)))))).toBe('rich_text.too_long');
});

test('the plain words have a block to a line', () => {
  const value = richTextSchema.parse(
    doc(
      paragraph(text('Buongiorno,')),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('uno '), text('e mezzo', [{ type: 'italic' }]))] }, { type: 'listItem', content: [paragraph(text('due'))] }] },
      { type: 'blockquote', content: [paragraph(text('c'), { type: 'hardBreak' }, text('d'))] },
      { type: 'picture', attrs: { attachmentId: testId(1) } },
    ),
  );
  expect(plainOf(value)).toBe('Buongiorno,\nuno e mezzo\ndue\nc\nd');
});

test('plain text becomes a document that parses and reads the same', () => {
  const plain = 'Buongiorno,\r\n\r\nnon riesco ad emettere una nota di accredito.\u0000\nGrazie';
  const value = richTextOf(plain);
  expect(richTextSchema.parse(value)).toEqual(value);
  expect(plainOf(value)).toBe('Buongiorno,\n\nnon riesco ad emettere una nota di accredito.\nGrazie');
  expect(accepts(richTextOf(''))).toBe(true);
});
