import { expect, test } from 'vitest';
import { picturesIn, plainOf, richTextSchema } from '#shared/domain/kernel/rich-text.ts';
import { addressOf, cleanDoc, isEmptyDoc, isTooLong, withoutPictures } from './clean-doc.ts';

const paragraph = (text: string, marks?: object[]) => ({ type: 'paragraph', content: [{ type: 'text', text, ...(marks && { marks }) }] });
const doc = (...content: object[]) => ({ type: 'doc', content });

test('TKT-11: what the editor gives becomes what the contract takes', () => {
  const cleaned = cleanDoc(
    doc(
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Fatture' }] },
      paragraph('Nero su bianco', [{ type: 'bold' }, { type: 'textStyle', attrs: { color: 'red' } }]),
      { type: 'orderedList', attrs: { start: 3, type: null }, content: [{ type: 'listItem', content: [paragraph('uno')] }] },
      { type: 'codeBlock', attrs: { language: 'js' }, content: [{ type: 'text', text: 'a\tb' }] },
      { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('cella')] }] }] },
    ),
  );
  expect(richTextSchema.safeParse(cleaned).success).toBe(true);
  expect(plainOf(cleaned)).toBe('Fatture\nNero su bianco\nuno\na\tb\ncella');
  expect(cleaned.content[1]).toEqual(paragraph('Nero su bianco', [{ type: 'bold' }]));
});

test('Links keep https and mailto alone; the words stay', () => {
  const linked = (href: string) => cleanDoc(doc(paragraph('qui', [{ type: 'link', attrs: { href, target: '_blank' } }])));
  expect(linked('https://nts.example/a').content[0]).toEqual(paragraph('qui', [{ type: 'link', attrs: { href: 'https://nts.example/a' } }]));
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://plain.example']) {
    expect(linked(bad).content[0]).toEqual(paragraph('qui'));
  }
});

test('Control characters and direction marks go, script stays words', () => {
  const cleaned = cleanDoc(doc(paragraph('a\u0000b\u202Ec<script>alert(1)</script>')));
  expect(plainOf(cleaned)).toBe('abc<script>alert(1)</script>');
  expect(richTextSchema.safeParse(cleaned).success).toBe(true);
});

test('Quotations and code inside lists, and lists without end, still fit the contract', () => {
  let deep: object = paragraph('in fondo');
  for (let level = 0; level < 24; level += 1) deep = { type: 'bulletList', content: [{ type: 'listItem', content: [deep] }] };
  const cleaned = cleanDoc(
    doc(deep, {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'blockquote', content: [paragraph('citato')] }, { type: 'codeBlock', content: [{ type: 'text', text: 'x\ny' }] }] }],
    }),
  );
  expect(richTextSchema.safeParse(cleaned).success).toBe(true);
  expect(plainOf(cleaned)).toBe('in fondo\ncitato\nx\ny');
});

test('A broken draft opens empty, a long one opens whole', () => {
  for (const broken of [null, 7, 'text', { type: 'doc', content: 'x' }, doc({ type: 'picture', attrs: { attachmentId: 'no-id' } })]) {
    expect(isEmptyDoc(cleanDoc(broken))).toBe(true);
  }
  const long = doc(paragraph('parola '.repeat(20_000)));
  expect(isTooLong(cleanDoc(long))).toBe(true);
  expect(plainOf(cleanDoc(long))).toHaveLength(20_000 * 7 - 1);
});

test('TKT-11: a picture whose file was removed leaves the text too', () => {
  const id = '0197a8a2-1111-7000-8000-000000000001';
  const text = cleanDoc(doc(paragraph('ecco'), { type: 'picture', attrs: { attachmentId: id, src: 'data:image/png;base64,x' } }));
  expect(picturesIn(text)).toEqual([id]);
  expect(picturesIn(withoutPictures(text, new Set()))).toEqual([]);
  expect(plainOf(withoutPictures(text, new Set()))).toBe('ecco');
});

test('A typed address becomes a link, or is no address', () => {
  expect(addressOf(' nts.example/guida ')).toBe('https://nts.example/guida');
  expect(addressOf('aiuto@nts.example')).toBe('mailto:aiuto@nts.example');
  for (const wrong of ['', 'due parole', 'javascript:alert(1)', 'http://nts.example', 'data:text/html,x']) expect(addressOf(wrong)).toBeNull();
});
