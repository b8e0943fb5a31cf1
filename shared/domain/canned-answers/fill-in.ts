import type { RichNode, RichText } from '../kernel/rich-text.ts';

/** What a canned answer can ask for. Each is written in any of the program's languages, whoever reads it later. */
const NAMES = {
  name: ['nome', 'name', 'имя'],
  number: ['numero', 'number', 'номер'],
  title: ['titolo', 'title', 'тема'],
  operator: ['operatore', 'operator', 'оператор'],
} as const satisfies Record<string, readonly string[]>;
export type Blank = keyof typeof NAMES;
export const BLANKS: readonly Blank[] = ['name', 'number', 'title', 'operator'];

const PLACE = /\{\s*([\p{L}]+)\s*\}/gu;

/** DET-10: the answer with the request's own words in place of `{nome}`, `{numero}`…; what nobody knows stays as it is typed. */
export function fillIn(body: RichText, words: Readonly<Record<Blank, string>>): RichText {
  const fill = (text: string) =>
    text.replace(PLACE, (all, typed: string) => {
      const blank = BLANKS.find((one) => (NAMES[one] as readonly string[]).includes(typed.toLowerCase()));
      return blank === undefined || words[blank] === '' ? all : words[blank];
    });
  const walk = (node: RichNode): RichNode => ({
    ...node,
    ...(node.text === undefined ? {} : { text: fill(node.text) }),
    ...(node.content === undefined ? {} : { content: node.content.map(walk) }),
  });
  return { type: 'doc', content: body.content.map(walk) };
}
