import type { Id } from '#shared/domain/kernel/ids.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { checkRequestSchema, pullRequestSchema, pushRequestSchema, type CheckReply, type CheckRequest, type Me, type Poke } from '#shared/api/sync.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { feedOf, seatingsOf, type Seating } from '#cloud/auth/access.ts';
import type { Way } from '#cloud/db/seats.ts';
import type { TenantData } from '#cloud/db/tenant-data.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import { Pokes } from '#cloud/sync/pokes.ts';
import { pull, visibleEntities } from '#cloud/sync/pull.ts';
import { push } from '#cloud/sync/push.ts';
import { runCommands, type CommandPlace } from '#cloud/sync/run-command.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { COMPANIES, FIRST_TICKETS, PEOPLE, type Company, type CustomerName, type Person } from './cast.ts';
import type { MemoryBackup, MemoryData } from './memory-data.ts';
import { rowsFor } from './memory-sight.ts';

export interface Call {
  readonly path: string;
  readonly token: string | null;
  readonly body: unknown;
}
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of a simulated pull has few rows, so that most pulls have several. */
const ROWS_IN_A_PAGE = 6;

/**
 * The cloud without its HTTP, sign-in and PostgreSQL: the real decisions of push, pull and rights on data in memory. It
 * may be restored from a backup; who may sit where is kept apart, as identity is.
 */
export class SimulatedCloud {
  readonly memory: MemoryData;
  readonly pokes = new Pokes();
  readonly #place: CommandPlace;
  readonly #now: () => number;
  readonly #contracts = new Map<Id, boolean>();
  readonly #tokens = new Map<string, Person>();
  /** By what they are made of. */
  readonly #seatings = new Map<string, readonly Seating[]>();
  /** Attachments whose bytes came. */
  readonly files = new Set<Id>();

  /** Told of a bug. */
  trouble: (text: string) => void = () => undefined;
  readonly #alter: (path: string, answer: Answer) => Answer;

  /** `data`: the memory itself, or a bug around it; `alter`: a bug in what is answered. */
  constructor(memory: MemoryData, data: TenantData, now: () => number, alter: (path: string, answer: Answer) => Answer = (_path, answer) => answer) {
    this.memory = memory;
    this.#alter = alter;
    this.#now = now;
    this.#place = { data, pokes: this.pokes, now, problem: () => undefined };
    for (const { id, kind } of Object.values(COMPANIES)) if (kind === 'customer') this.#contracts.set(id, true);
  }

  /** The companies, people and first requests; to be done once, and restored from its backup from then on. */
  async begin(): Promise<MemoryBackup> {
    const publish = (tenant: Id, name: string, input: unknown) =>
      runSystem(this.#place, { tenant, vendor: COMPANIES.vendor.id, id: idOfEvent(tenant, name, JSON.stringify(input)), name, input, now: this.#now() });
    this.memory.startNumbers(COMPANIES.vendor.id, 1400);
    for (const { id, name, kind } of Object.values<Company>(COMPANIES)) {
      await publish(id, 'company.publish', { id, values: { name, vatNumber: '', kind } });
      await publish(id, 'support_settings.change', { closeAfterMinutes: 0 });
    }
    for (const { id, name, email, company, roles } of Object.values<Person>(PEOPLE)) {
      await publish(company, 'membership.publish', { id, values: { name, email, phone: '', roles, activeSince: this.#now(), active: true } });
      if (company !== COMPANIES.vendor.id) continue;
      for (const customer of Object.values<Company>(COMPANIES)) if (customer.kind === 'customer') await publish(customer.id, 'agent.publish', { id, values: { name, active: true } });
    }
    for (const [name, tickets] of Object.entries(FIRST_TICKETS)) {
      const { id: tenant } = COMPANIES[name as CustomerName];
      const people = Object.values<Person>(PEOPLE).filter(({ company }) => company === tenant);
      for (const [index, ticketId] of tickets.entries()) {
        const requester = people[index % people.length];
        const seating = requester && this.#seatingOf(requester, tenant);
        if (!requester || !seating) throw new Error('nobody to ask');
        const input = ticketInput(ticketId, `Prima ${name} ${index + 1}`, requester.email);
        await runCommands(this.#place, {
          tenant, giver: seating, sender: undefined, vendor: seating.vendor, mail: 'skip',
          commands: [{ id: idOfEvent('first', ticketId), number: null, name: 'ticket.create', input, now: this.#now(), typed: this.#now(), arrival: this.#now(), bases: {}, sha256: '' }],
        });
      }
    }
    return this.memory.backup();
  }

  hasContract(customer: Id): boolean {
    return this.#contracts.get(customer) === true;
  }

  /** The service contract of a customer begins or ends; the vendor's people are told. */
  setContract(customer: Id, inForce: boolean): void {
    if (this.hasContract(customer) === inForce) return;
    this.#contracts.set(customer, inForce);
    for (const { id, company } of Object.values<Person>(PEOPLE)) if (company === COMPANIES.vendor.id) this.pokes.me(id);
  }

  /** The feeds of a person, by tenant. */
  seatings(person: Person): readonly Seating[] {
    const ways = this.#ways(person);
    const key = `${person.id} ${ways.map((way) => `${way.id} ${String(way.users_see_all)}`).join()}`;
    let known = this.#seatings.get(key);
    if (known === undefined) this.#seatings.set(key, (known = seatingsOf(person.id, ways)));
    return known;
  }

  /** These tokens were given to the person before. */
  grant(tokens: Iterable<string>, person: Person): void {
    for (const token of tokens) this.#tokens.set(token, person);
  }

  personOf(token: string | null): Person | undefined {
    return token === null ? undefined : this.#tokens.get(token);
  }

  /** The tenants whose pokes a token hears; undefined for one that is no good. */
  listen(token: string, send: (poke: Poke) => void): (() => void) | undefined {
    const person = this.#tokens.get(token);
    return person && this.pokes.add({ person: person.id, tenants: new Set(this.seatings(person).map(({ tenant }) => tenant.id)), served: new Set(), send, askAgain: () => undefined, end: () => undefined });
  }

  /** What the routes of cloud/routes do for these addresses. Never throws. */
  async answer(call: Call): Promise<Answer> {
    const answer = await this.#route(call).catch((error: unknown) =>
      error instanceof ApiProblem ? problem(error.status, error.code, error.retryAfter) : this.#failed(error),
    );
    return this.#alter(call.path, answer);
  }

  #failed(error: unknown): Answer {
    // What has no code of the database's is a bug of ours.
    if (sqlState(error) === '') this.trouble(`the cloud failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return problem(500, 'cloud.failed', undefined);
  }

  async #route({ path, token, body }: Call): Promise<Answer> {
    if (path === ROUTES.health) return json({ status: 'ok', version: 'simulated', now: this.#now() });
    if (path === ROUTES.signIn) return this.#signIn(body);
    const person = this.personOf(token);
    if (!person) throw new ApiProblem(401, 'auth.required', 'sign in');
    if (path === ROUTES.me) return json(this.#me(person));
    if (path === ROUTES.push) {
      const request = pushRequestSchema.parse(body);
      return json(await push(this.#place, this.#seated(person, request.tenant), request, this.#now()));
    }
    if (path === ROUTES.pull) {
      const request = pullRequestSchema.parse(body);
      const small = { ...request, limit: Math.min(request.limit, ROWS_IN_A_PAGE) };
      return { status: 200, text: (await pull(this.#place.data, this.#seated(person, request.tenant), small, this.#now())).toString() };
    }
    if (path === ROUTES.check) {
      const request = checkRequestSchema.parse(body);
      return json(this.#check(this.#seated(person, request.tenant), request));
    }
    throw new ApiProblem(404, 'not_found', path);
  }

  /** As cloud/sync/check.ts, whose sums are SQL. */
  #check(seating: Seating, { tenant, cursor, scope }: CheckRequest): CheckReply {
    const memory = this.memory.tenant(tenant);
    const now = this.#now();
    if (scope !== seating.scope || cursor.seq !== memory.head.seq || cursor.mark !== memory.head.mark) return { state: 'moved', now };
    const visible = visibleEntities(seating);
    const sums = visible.map((entity) => {
      const rows = rowsFor(memory, entity, { person: seating.actor.personId, sight: seating.sight, visible }).filter(({ deleted }) => !deleted);
      return { entity: entity.name, rows: rows.length, sum: rows.reduce((sum, { id, seq, rev }) => sum + ((parseInt(id.slice(-8), 16) * (((seq * 31 + rev) % 65521) + 1)) % 2_147_483_647), 0) };
    });
    return { state: 'sums', sums, now };
  }

  #signIn(body: unknown): Answer {
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : '';
    const person = Object.values<Person>(PEOPLE).find((one) => one.email === email);
    if (!person) return problem(401, 'auth.wrong_password', undefined);
    const token = `token ${this.#tokens.size + 1} of ${person.name}, ${this.#now()}`;
    this.#tokens.set(token, person);
    return json({ state: 'signed_in', token });
  }

  #me(person: Person): Me {
    const feeds = this.seatings(person).map(feedOf).sort((a, b) => (a.name < b.name ? -1 : 1));
    return { person: { id: person.id, name: person.name, email: person.email, language: 'it' }, feeds, now: this.#now(), version: 'simulated' };
  }

  #seated(person: Person, tenant: Id): Seating {
    const seating = this.#seatingOf(person, tenant);
    if (!seating) throw new ApiProblem(403, 'tenant.forbidden', 'not a company of yours, or no more');
    return seating;
  }

  #seatingOf(person: Person, tenant: Id): Seating | undefined {
    return this.seatings(person).find((seating) => seating.tenant.id === tenant);
  }

  #usersSeeAll(tenant: Id): boolean {
    return this.memory.tenant(tenant).rows.get('support_settings')?.get(tenant)?.values['usersSeeAll'] !== false;
  }

  #ways(person: Person): Way[] {
    const way = ({ id, name, kind }: Company): Way => ({
      id, name, kind, vat_number: '', home: person.company, roles: person.roles, modules: ['support'], person_name: person.name, person_email: person.email, vendor: COMPANIES.vendor.id, users_see_all: this.#usersSeeAll(id), sight_set: '',
    });
    const companies = Object.values<Company>(COMPANIES);
    const served = person.company === COMPANIES.vendor.id ? companies.filter(({ id, kind }) => kind === 'customer' && this.hasContract(id)) : [];
    return [...companies.filter(({ id }) => id === person.company), ...served].map(way);
  }
}

function json(value: unknown): Answer {
  return { status: 200, text: JSON.stringify(value) };
}

export function problem(status: number, code: string, retryAfter: number | undefined): Answer {
  return { status, text: JSON.stringify({ error: { code, message: code } }), headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } };
}
