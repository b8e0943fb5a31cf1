import { v7 } from 'uuid';
import * as z from 'zod';
import { openChannel } from '#cloud/db/channel.ts';
import type { Services } from '#cloud/services.ts';
import { toldSchema, type Told } from './pokes.ts';

const wordSchema = z.object({ from: z.string(), told: toldSchema });

/**
 * Several clouds on one database tell one another what they tell their desks. Hints as all pokes are: where words may have
 * been lost, the streams end, and the desks pull when they come again.
 * @returns leaves them
 */
export async function joinOtherClouds(databaseUrl: string, { pokes, tokens }: Pick<Services, 'pokes' | 'tokens'>, problem: (error: unknown) => void): Promise<() => Promise<void>> {
  const here = v7();
  const waiting = new Map<string, Told>();
  let sending = false;
  const channel = await openChannel(databaseUrl, {
    heard: (text) => {
      const word = parse(text);
      if (!word || word.from === here) return;
      if (word.told.kind === 'signInsEnded') tokens.forgetPerson(word.told.person);
      pokes.hear(word.told);
    },
    reopened: () => pokes.endAll(),
    problem,
  });
  // What comes while a statement is under way goes with the next one, a company's numbers as their highest.
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    while (waiting.size > 0) {
      const words = [...waiting.values()].map((told) => JSON.stringify({ from: here, told }));
      waiting.clear();
      await channel.say(words).catch(problem);
    }
    sending = false;
  };
  pokes.tellOthers((told) => {
    const key = keyOf(told);
    const before = waiting.get(key);
    if (before?.kind === 'moved' && told.kind === 'moved' && before.seq > told.seq) return;
    waiting.set(key, told);
    void send();
  });
  return () => channel.close();
}

function keyOf(told: Told): string {
  const { kind } = told;
  if (kind === 'writing') return `${kind} ${told.writing.ticketId} ${told.writing.person}`;
  return `${kind} ${'tenant' in told ? told.tenant : told.person}`;
}

/** Undefined for the words of another program version. */
function parse(text: string): z.output<typeof wordSchema> | undefined {
  try {
    return wordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
