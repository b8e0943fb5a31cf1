import { planOf, type Plan, type Step } from './steps.ts';

type Written<S> = S extends unknown ? Omit<S, 'id' | 'seed'> : never;

/** A history that was written by hand; step n is the nth. */
function written(...deeds: readonly Written<Step>[]): Plan {
  const steps = deeds.map((deed, index) => ({ id: index + 1, seed: 101 + index, ...deed }));
  return { seed: 1, people: ['mario', 'nicolo', 'giada'], steps };
}

function command(desk: number, name: 'reply' | 'update', ticket: number, priority: 'low' | 'normal' | 'high' = 'normal'): Written<Step> {
  return { kind: 'command', desk, command: name, customer: 'rossi', ticket, priority, held: false, poison: false };
}

/** A history that finds each planted bug: a seed that a search met, or written where chance rarely brings it together. */
export const FINDING: Readonly<Record<string, Plan>> = {
  'dedupe by number only': planOf(342),
  'number from a plain sequence': planOf(26),
  'removed on send': planOf(1),
  '401 drops': planOf(20),
  'poison blocks': planOf(30),
  'log not fsynced': planOf(50),
  'hole check only waits': planOf(25),
  'removed on ack': planOf(1),
  // The copy's second command overwrites, unseen, what the first machine's first one wrote.
  'no clone check': written(
    { kind: 'clone', desk: 0 }, { kind: 'wait', ms: 2_000 }, { kind: 'offline', desk: 3, ms: 20_000 },
    command(3, 'reply', -1), command(3, 'update', 0, 'low'), command(0, 'update', 0, 'high'), { kind: 'wait', ms: 40_000 },
  ),
  // A page is on its way for seconds; meanwhile the cache is found damaged and begins again.
  'stale reply accepted': written(
    { kind: 'fault', desk: 0, on: 'pull', fault: 'slow', times: 1 }, command(1, 'reply', 0), { kind: 'wait', ms: 300 },
    { kind: 'damage-cache', desk: 0 }, command(0, 'update', -1, 'high'), { kind: 'wait', ms: 40_000 },
  ),
  // Another's later change comes in a page that is not the last one, while the own command is still pending.
  're-run of a command on a row that already holds it': written(
    { kind: 'fault', desk: 0, on: 'pull', fault: '429', times: 1 }, command(0, 'update', 0, 'high'), { kind: 'wait', ms: 300 }, command(2, 'update', 0, 'low'),
    ...Array.from({ length: 8 }, () => command(1, 'reply', -1)), { kind: 'wait', ms: 40_000 },
  ),
  // Power goes between the two transactions of a page.
  'cursor before rows': written(
    command(1, 'reply', 0), { kind: 'kill', desk: 0, when: 'commits', after: 0, lastCommits: true, power: false }, command(1, 'reply', -1), command(1, 'reply', 0), { kind: 'wait', ms: 2_000 },
  ),
  'log lost with cache': written({ kind: 'offline', desk: 0, ms: 20_000 }, command(0, 'reply', 0), { kind: 'wait', ms: 300 }, { kind: 'lose-cache', desk: 0 }),
  'synced kept in the log while the cache rolls back': planOf(1716),
};
