import * as z from 'zod';

/** OFF-06. A link or a command line asks for a screen; it never acts: the person sees the form and decides. */
export interface OpenRequest {
  readonly screen: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const LONGEST_LINK = 4_000;
// One line of readable text; control characters have no place in a link's parameter.
const line = (most: number) => z.string().max(most).regex(/^\P{Cc}*$/u);
const text = (most: number) => z.string().max(most).regex(/^[\P{Cc}\n\t]*$/u);

/** The screens that a link may open, and what each takes. Another parameter refuses the whole link. */
const SCREENS = {
  'ticket/new': {
    screen: 'ticket.new',
    parameters: z.strictObject({
      program: line(100).optional(),
      version: line(60).optional(),
      title: line(200).optional(),
      description: text(2_000).optional(),
      error: line(120).optional(),
      record: line(200).optional(),
    }),
  },
  tickets: { screen: 'ticket.list', parameters: z.strictObject({}) },
  outbox: { screen: 'outbox', parameters: z.strictObject({}) },
} as const;

/** Reads a `sportello://` link; undefined when it is anything that we do not know to the letter. Hostile input. */
export function parseLink(link: string): OpenRequest | undefined {
  if (link.length > LONGEST_LINK || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'sportello:' || url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') return undefined;
  const name = `${url.hostname}${url.pathname}`.replace(/\/$/, '');
  if (!Object.hasOwn(SCREENS, name)) return undefined;
  // hasOwn has just said so.
  const { screen, parameters } = SCREENS[name as keyof typeof SCREENS];
  const given = [...url.searchParams];
  if (new Set(given.map(([key]) => key)).size !== given.length) return undefined;
  const parsed = parameters.safeParse(Object.fromEntries(given));
  return parsed.success ? { screen, parameters: parsed.data as Record<string, string> } : undefined;
}

/** The first link of ours on a command line: how Windows and Linux hand one over. */
export function linkFromArguments(argv: readonly string[]): OpenRequest | undefined {
  const link = argv.find((argument) => argument.startsWith('sportello:'));
  return link === undefined ? undefined : parseLink(link);
}
