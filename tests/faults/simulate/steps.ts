import { randomFrom, type Random } from '../random.ts';
import type { CustomerName, PersonName } from './cast.ts';
import { FAULTS, type Fault, type FaultyPath } from './simulated-network.ts';

export const COMMAND_KINDS = ['create', 'reply', 'update', 'take', 'note', 'remember', 'private'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/**
 * One thing that happens. A step names desks by their slot, requests and copies by the step that made them, and carries
 * the seed of its own chances, so that it means the same when others are left out.
 */
export type Step = { readonly id: number; readonly seed: number } & Deed;
type Deed =
  | { readonly kind: 'command'; readonly desk: number; readonly command: CommandKind; readonly customer: CustomerName; readonly ticket: number; readonly priority: 'low' | 'normal' | 'high'; readonly held: boolean; readonly poison: boolean }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'fault'; readonly desk: number; readonly on: FaultyPath; readonly fault: Fault; readonly times: number }
  | { readonly kind: 'offline'; readonly desk: number; readonly ms: number }
  | { readonly kind: 'kill'; readonly desk: number; readonly when: 'now' | 'events' | 'commits'; readonly after: number; readonly lastCommits: boolean; readonly power: boolean }
  | { readonly kind: 'start'; readonly desk: number }
  | { readonly kind: 'lose-cache'; readonly desk: number }
  | { readonly kind: 'damage-cache'; readonly desk: number }
  | { readonly kind: 'copy'; readonly desk: number }
  | { readonly kind: 'restore'; readonly desk: number; readonly copy: number }
  | { readonly kind: 'clone'; readonly desk: number }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore-cloud'; readonly backup: number }
  | { readonly kind: 'clock'; readonly desk: number; readonly by: number }
  | { readonly kind: 'sign-in'; readonly desk: number; readonly person: PersonName | null }
  | { readonly kind: 'contract'; readonly customer: CustomerName; readonly inForce: boolean }
  | { readonly kind: 'click'; readonly desk: number }
  | { readonly kind: 'take-back'; readonly desk: number };

export interface Plan {
  readonly seed: number;
  /** Who signs in first, by slot; the last slot is empty until a profile is cloned there. */
  readonly people: readonly PersonName[];
  readonly steps: readonly Step[];
}

/** The slot of a cloned machine. */
export const CLONE_SLOT = 3;
const PATHS = ['push', 'push', 'push', 'pull', 'pull', 'me', 'any'] as const;
const DAY = 24 * 60 * 60_000;
const JUMPS = [-10 * 365 * DAY, -DAY, -60_000, 60_000, DAY, 5 * 365 * DAY];

/** How often each misfortune comes in a history that has it at all; a history has some of them (swarm testing). */
const MISFORTUNES = {
  fault: 8, offline: 3, kill: 6, 'lose-cache': 1, 'damage-cache': 1, copy: 2, restore: 2, clone: 1, backup: 2, 'restore-cloud': 2, clock: 1, 'sign-in': 2, contract: 2,
} as const;
type Misfortune = keyof typeof MISFORTUNES;

/** The history of a seed. */
export function planOf(seed: number): Plan {
  const random = randomFrom(seed);
  const people: PersonName[] = ['mario', 'nicolo', random.pick(['mario', 'giada', 'luca', 'veronica', 'nicolo'])];
  const kinds = Object.keys(MISFORTUNES) as Misfortune[];
  const chosen = kinds.filter(() => random.chance(0.4));
  const weights = chosen.flatMap((kind) => Array.from({ length: MISFORTUNES[kind] }, () => kind));
  const count = 8 + random.upTo(18);
  const unlucky = 0.25 + random.next() * 0.35;
  const steps: Step[] = [];
  for (let id = 1; id <= count; id += 1) {
    const deed = weights.length > 0 && random.chance(unlucky) ? misfortune(random, random.pick(weights), steps) : everyday(random, steps);
    steps.push({ id, seed: random.upTo(2 ** 31), ...deed });
  }
  return { seed, people, steps };
}

function slot(random: Random): number {
  return random.chance(0.1) ? CLONE_SLOT : random.upTo(CLONE_SLOT);
}

function everyday(random: Random, before: readonly Step[]): Deed {
  const kind = random.next();
  if (kind > 0.75) return { kind: 'wait', ms: random.pick([5, 40, 300, 2_000, 40_000, 400_000]) };
  if (kind > 0.735) return { kind: 'click', desk: slot(random) };
  // Where something was just given, which may not have gone yet.
  if (kind > 0.67) return { kind: 'take-back', desk: before.findLast((step) => step.kind === 'command')?.desk ?? slot(random) };
  if (kind > 0.64) return { kind: 'start', desk: slot(random) };
  const made = before.flatMap((step) => (step.kind === 'command' && step.command === 'create' ? step.id : []));
  return {
    kind: 'command',
    desk: slot(random),
    command: random.pick(['create', 'create', 'reply', 'reply', 'reply', 'update', 'update', 'update', 'take', 'note', 'remember', 'private']),
    customer: random.chance(0.8) ? 'rossi' : 'bikelt',
    ticket: made.length > 0 && random.chance(0.5) ? random.pick(made) : -random.upTo(2),
    priority: random.pick(['low', 'normal', 'high']),
    held: random.chance(0.1),
    poison: random.chance(0.03),
  };
}

function misfortune(random: Random, kind: Misfortune, before: readonly Step[]): Deed {
  const desk = slot(random);
  const earlier = (of: Step['kind']) => {
    const found = before.filter((step) => step.kind === of);
    return found.length > 0 ? random.pick(found).id : 0;
  };
  switch (kind) {
    case 'fault':
      return { kind, desk, on: random.pick(PATHS), fault: random.pick(FAULTS), times: 1 + random.upTo(2) };
    case 'offline':
      return { kind, desk, ms: random.pick([500, 20_000, 600_000]) };
    case 'kill':
      return { kind, desk, when: random.pick(['now', 'events', 'commits']), after: random.upTo(random.pick([3, 12, 60])), lastCommits: random.chance(0.5), power: random.chance(0.5) };
    case 'restore':
      return { kind, desk, copy: earlier('copy') };
    case 'restore-cloud':
      return { kind, backup: earlier('backup') };
    case 'clock':
      return { kind, desk, by: random.pick(JUMPS) };
    case 'sign-in':
      return { kind, desk, person: random.chance(0.5) ? null : random.pick(['mario', 'giada', 'nicolo']) };
    case 'contract':
      return { kind, customer: random.chance(0.8) ? 'rossi' : 'bikelt', inForce: random.chance(0.5) };
    case 'backup':
      return { kind };
    default:
      return { kind, desk };
  }
}

/** A step in words, the same for the same step. */
export function told(step: Step): string {
  const { id, seed: _seed, kind, ...facts } = step;
  return `${id}. ${kind} ${Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`).join(' ')}`.trimEnd();
}
