import { Random } from './random.ts';
import type { Given } from './story.ts';
import type { DemoPerson } from './world.ts';

const MINUTE = 60_000;
const WORDS = ['', '', '', 'Veloci e chiari, grazie.', 'Risolto, ma ho dovuto sollecitare.', 'Molto gentile al telefono.', 'Spiegazione utile: ora so farlo da solo.'];

interface Closed {
  readonly place: number;
  readonly tenantId: string;
  readonly ticketId: string;
  readonly messageId: string;
  readonly operator: DemoPerson;
  readonly requester: DemoPerson;
  readonly at: number;
}

/** DET-10, SLA-03: of what an operator has closed, some answers are marked as the solution and some requesters say how it went. */
export function afterClosing({ place, tenantId, ticketId, messageId, operator, requester, at }: Closed, now: number): Given[] {
  const random = new Random(30_000 + place);
  const given: Given[] = [];
  const solved = at + MINUTE;
  const rated = at + random.between(30, 900) * MINUTE;
  if (random.chance(0.6) && solved < now) given.push({ personId: operator.id, tenantId, command: { name: 'ticket.mark_solution', input: { ticketId, messageId, seen: null }, now: solved } });
  if (random.chance(0.35) && rated < now) {
    const input = { ticketId, rating: random.pick([5, 5, 4, 4, 3, 2]), words: random.pick(WORDS) };
    given.push({ personId: requester.id, tenantId, command: { name: 'ticket.rate', input, now: rated } });
  }
  return given;
}
