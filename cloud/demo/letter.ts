import type { RichNode, RichText } from '#shared/domain/kernel/rich-text.ts';
import type { Random } from './random.ts';

/** Fills a text of a case: `{a|b}` becomes one of the two, `{word}` its word; from the inside out. */
export function fill(text: string, words: Readonly<Record<string, string>>, random: Random): string {
  let filled = text;
  for (let hole = /\{([^{}]*)\}/.exec(filled); hole !== null; hole = /\{([^{}]*)\}/.exec(filled)) {
    const inside = hole[1] ?? '';
    const word = inside.includes('|') ? random.pick(inside.split('|')) : words[inside];
    if (word === undefined) throw new Error(`no word for {${inside}} in: ${text}`);
    filled = filled.slice(0, hole.index) + word + filled.slice(hole.index + hole[0].length);
  }
  return filled;
}

/** A paragraph to a line; lines that start with `- ` are a list, with `> ` what a program printed. */
export function letterOf(text: string): RichText {
  const content: RichNode[] = [];
  for (const line of text.split('\n')) {
    const last = content.at(-1);
    const words = (from: number): RichNode[] => [{ type: 'text', text: line.slice(from) }];
    if (line.startsWith('- ')) {
      const item: RichNode = { type: 'listItem', content: [{ type: 'paragraph', content: words(2) }] };
      if (last?.type === 'bulletList') last.content?.push(item);
      else content.push({ type: 'bulletList', content: [item] });
    } else if (line.startsWith('> ')) {
      content.push({ type: 'codeBlock', content: words(2) });
    } else {
      content.push(line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: words(0) });
    }
  }
  return { type: 'doc', content };
}
