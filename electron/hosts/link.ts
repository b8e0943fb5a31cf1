import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { LARGEST_CONTEXT, linkParameters, readContext } from './context.ts';

/* OFF-06. A link or a command line asks for a screen; it never acts: the person sees the form and decides. */
const NEW_TICKET = '--new-ticket';
const LONGEST_LINK = 4_000;

/** The screens that a link may open, and what each takes. Another parameter refuses the whole link. */
const SCREENS = {
  'ticket/new': {
    screen: 'ticket.new',
    parameters: linkParameters,
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

/**
 * What a command line asks for: the first link of ours (how Windows and Linux hand one over), or `--new-ticket FILE`
 * with a context
 * (context.ts). `folder` is where the command was given. Undefined for anything else; hostile input.
 */
export function openRequestOf(argv: readonly string[], folder: string): OpenRequest | undefined {
  const link = argv.find((argument) => argument.startsWith('sportello:'));
  if (link !== undefined) return parseLink(link);
  const at = argv.findIndex((argument) => argument === NEW_TICKET || argument.startsWith(`${NEW_TICKET}=`));
  const file = argv[at]?.slice(NEW_TICKET.length + 1) || argv[at + 1];
  return at < 0 || file === undefined ? undefined : readFile(resolve(folder, file));
}

function readFile(path: string): OpenRequest | undefined {
  try {
    const kind = statSync(path);
    // A pipe or a device would be read for ever.
    if (!kind.isFile() || kind.size > LARGEST_CONTEXT) return undefined;
    const context = readContext(readFileSync(path, 'utf8'));
    return context.ok ? ticketRequest(context.parameters) : undefined;
  } catch {
    return undefined;
  }
}

/** The form of a new request, filled with what another program said. */
export function ticketRequest(parameters: OpenRequest['parameters']): OpenRequest {
  return { screen: SCREENS['ticket/new'].screen, parameters };
}
