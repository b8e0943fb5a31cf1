import fc from 'fast-check';
import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import { readPullReply, START, type Cursor } from '#shared/api/sync.ts';
import { seatingsOf, type Seating } from '#cloud/auth/access.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import { Pokes } from '#cloud/sync/pokes.ts';
import { pull, visibleEntities } from '#cloud/sync/pull.ts';
import { runCommands, type CommandPlace } from '#cloud/sync/run-command.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { MemoryData } from './memory-data.ts';
import { rowsFor } from './memory-sight.ts';

/* LST-08 as a property: whoever hides, shows and hands on what, each desk has after a pull what its person may see, and heard of nothing else. */

const [TENANT, VENDOR] = [idOfEvent('rossi'), idOfEvent('nts')];
interface Who {
  readonly id: Id;
  readonly roles: readonly Role[];
  readonly home: Id;
}
const person = (name: string, home: Id, ...roles: Role[]): Who => ({ id: idOfEvent(name), home, roles });
const PEOPLE = { mario: person('mario', TENANT, 'user'), paolo: person('paolo', TENANT, 'user'), tea: person('tea', TENANT, 'company_admin'), nicolo: person('nicolo', VENDOR, 'operator') } as const;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as Name[];

const name = fc.constantFrom(...NAMES);
const ticket = fc.nat(3);
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), by: fc.constantFrom<Name>('mario', 'paolo', 'tea'), ticket, hidden: fc.boolean() }),
  fc.record({ kind: fc.constant('hide' as const), by: name, ticket, hidden: fc.boolean() }),
  fc.record({ kind: fc.constant('contact' as const), by: name, ticket, to: fc.constantFrom<Name>('mario', 'paolo', 'tea') }),
  fc.record({ kind: fc.constant('reply' as const), by: name, ticket }),
  // From a revision long ago, so that some leave a record of two values.
  fc.record({ kind: fc.constant('priority' as const), by: name, ticket, to: fc.constantFrom('low', 'high') }),
  fc.record({ kind: fc.constant('company' as const), usersSeeAll: fc.boolean() }),
  fc.record({ kind: fc.constant('pull' as const), by: name, limit: fc.integer({ min: 1, max: 6 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Desk {
  cursor: Cursor;
  scope: string;
  readonly rows: Map<string, string>;
  /** Every row that its person could ever see. */
  readonly couldSee: Set<string>;
}

async function office() {
  let clock = Date.UTC(2026, 0, 7);
  let marks = 0;
  const memory = new MemoryData({ beforeCommit: async () => undefined, newMark: () => `m${(marks += 1)}`, holdSeq: true, refuses: () => false });
  memory.startNumbers(VENDOR, 1);
  const place: CommandPlace = {
    data: memory, pokes: new Pokes(), now: () => clock,
    // An id that somebody else's hidden request has already: refused, and told here.
    problem: () => undefined,
  };
  const publish = (what: string, input: unknown) => runSystem(place, { tenant: TENANT, vendor: VENDOR, id: idOfEvent(what, JSON.stringify(input)), name: what, input, now: clock });
  await publish('support_settings.change', { closeAfterMinutes: 0 });
  for (const [who, { id, home, roles }] of Object.entries(PEOPLE)) {
    if (home === TENANT) await publish('membership.publish', { id, values: { name: who, email: `${who}@rossi.example`, phone: '', roles, activeSince: clock, active: true } });
  }
  const desks = Object.fromEntries(NAMES.map((who) => [who, { cursor: START, scope: '', rows: new Map(), couldSee: new Set() }])) as unknown as Record<Name, Desk>;

  const seatingOf = (who: Name): Seating => {
    const { id, home, roles } = PEOPLE[who];
    const settings = memory.tenant(TENANT).rows.get('support_settings')?.get(TENANT);
    const users_see_all = settings?.values['usersSeeAll'] !== false;
    const sight_set = String(settings?.fieldRev['usersSeeAll']?.[0] ?? '');
    const [seating] = seatingsOf(id, [{ id: TENANT, name: 'ROSSI', kind: 'customer', vat_number: '', home, roles, modules: ['support'], person_name: who, person_email: `${who}@rossi.example`, users_see_all, sight_set, vendor: VENDOR }]);
    if (!seating) throw new Error('no seat');
    return seating;
  };
  const visible = (who: Name): Map<string, string> => {
    const seating = seatingOf(who);
    const entities = visibleEntities(seating);
    const asker = { person: PEOPLE[who].id, sight: seating.sight, visible: entities };
    return new Map(entities.flatMap((entity) => rowsFor(memory.tenant(TENANT), entity, asker).map(({ id, seq, rev }) => [`${entity.name}/${id}`, `${seq} ${rev}`] as const)));
  };
  let given = 0;
  const give = async (who: Name, command: string, input: object, bases = {}) => {
    const seating = seatingOf(who);
    given += 1;
    clock += 1000;
    await runCommands(place, {
      tenant: TENANT, giver: seating, sender: { client: PEOPLE[who].id, incarnation: idOfEvent(who, given) }, vendor: VENDOR, mail: 'skip',
      commands: [{ id: idOfEvent('given', given), number: 1, name: command, input, now: clock, typed: clock, arrival: clock, bases, sha256: '' }],
    });
    for (const each of NAMES) for (const key of visible(each).keys()) desks[each].couldSee.add(key);
  };
  const pullAll = async (who: Name, limit: number) => {
    const desk = desks[who];
    for (;;) {
      const request = { client: PEOPLE[who].id, incarnation: PEOPLE[who].id, schema: 1, tenant: TENANT, cursor: desk.cursor, scope: desk.scope, limit };
      const page = readPullReply((await pull(memory, seatingOf(who), request, clock)).toString());
      if (page.state === 'reset') {
        desk.rows.clear();
        Object.assign(desk, { cursor: START, scope: page.scope });
        continue;
      }
      const now = visible(who);
      for (const { entity, id } of page.gone) {
        expect(desk.couldSee.has(`${entity}/${id}`), `${who} hears of ${entity} that they never saw`).toBe(true);
        desk.rows.delete(`${entity}/${id}`);
      }
      for (const { entity, rows } of page.tables) {
        for (const [id, seq, rev] of rows) {
          expect(now.has(`${entity}/${id}`), `${who} is told ${entity} that they may not see`).toBe(true);
          desk.rows.set(`${entity}/${id}`, `${seq} ${rev}`);
        }
      }
      desk.cursor = page.cursor;
      if (page.complete) break;
    }
    expect(new Map([...desk.rows].sort()), `${who} after a pull`).toEqual(new Map([...visible(who)].sort()));
  };
  return { give, pullAll };
}

async function play(steps: readonly Step[]): Promise<void> {
  const { give, pullAll } = await office();
  const id = (number: number) => idOfEvent('ticket', number);
  for (const [index, one] of steps.entries()) {
    const eventId = idOfEvent('event', index);
    if (one.kind === 'pull') await pullAll(one.by, one.limit);
    else if (one.kind === 'company') await give('tea', 'support_settings.change', { usersSeeAll: one.usersSeeAll });
    else if (one.kind === 'create') await give(one.by, 'ticket.create', { ...ticketInput(id(one.ticket), `Richiesta ${one.ticket}`, 'x@rossi.example'), private: one.hidden });
    else if (one.kind === 'hide') await give(one.by, 'ticket.set_private', { ticketId: id(one.ticket), eventId, private: one.hidden });
    else if (one.kind === 'contact') await give(one.by, 'ticket.update', { ticketId: id(one.ticket), priority: null, contactId: PEOPLE[one.to].id });
    else if (one.kind === 'priority') await give(one.by, 'ticket.update', { ticketId: id(one.ticket), priority: one.to, contactId: null }, { [`ticket/${id(one.ticket)}`]: 1 });
    else await give(one.by, 'ticket.reply', { ticketId: id(one.ticket), messageId: idOfEvent('message', index), eventId, body: richTextOf('Testo'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] });
  }
  for (const who of NAMES) await pullAll(who, 3);
}

/** A request is hidden while plain users see their own alone; Paolo, who had it, sleeps until they see all again. */
const SLEPT: Step[] = [
  { kind: 'create', by: 'mario', ticket: 1, hidden: false },
  { kind: 'pull', by: 'paolo', limit: 1 },
  { kind: 'company', usersSeeAll: false },
  { kind: 'hide', by: 'mario', ticket: 1, hidden: true },
  { kind: 'company', usersSeeAll: true },
];

test('LST-08: whoever hides, shows and hands on what, each desk has after a pull what its person may see, and heard of nothing else (property)', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), play), { numRuns: 250, examples: [[SLEPT]] });
});
