import { entityOf, commandOf } from './registry.ts';
import type { Actor, Change, Ctx, Decision, Found, Reads } from './kernel/command.ts';
import { idSchema, type Id } from './kernel/ids.ts';
import { decide, prepare } from './kernel/run.ts';
import type { RowOf, Entity } from './kernel/entity.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * All the tenants' rows in a map, run by the real gate and the real rules: what the tests of the rules stand on. It is
 * stricter than a database: a change that does not fit its entity throws, since no rule may ever make one.
 */
export class MemoryWorld {
  readonly #rows = new Map<string, Values>();

  /** Runs a command as both runs do, and keeps what it changes. */
  run(name: string, input: unknown, ctx: Ctx): Decision {
    const command = commandOf(name);
    if (command === undefined) throw new Error(`no command ${name}`);
    const prepared = prepare(command, input, ctx);
    if (!prepared.ok) return prepared.decision;
    const decision = decide(command, prepared.input, this.#find(ctx.tenant, prepared.reads), ctx);
    if (decision.kind === 'changes') for (const change of decision.changes) this.#apply(ctx.tenant, change);
    return decision;
  }

  row<E extends Entity>(tenant: Id, entity: E, id: Id): RowOf<E> | undefined {
    // What is kept was checked against the entity's own schemas when it was written.
    return this.#rows.get(key(tenant, entity.name, id)) as RowOf<E> | undefined;
  }

  rows<E extends Entity>(tenant: Id, entity: E): readonly RowOf<E>[] {
    const start = key(tenant, entity.name, '');
    // The same.
    return [...this.#rows].filter(([place]) => place.startsWith(start)).map(([, row]) => row as RowOf<E>);
  }

  /** Puts a row as it stands, for a test that starts in the middle. */
  put<E extends Entity>(tenant: Id, entity: E, row: RowOf<E>): void {
    this.#rows.set(key(tenant, entity.name, row.id), row);
  }

  #find(tenant: Id, reads: Reads): Found<Reads> {
    const found: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(reads)) {
      if (read.kind === 'row') {
        const row = this.row(tenant, read.entity, read.id);
        found[name] = row === undefined ? { state: 'absent' } : { state: 'row', row };
      } else {
        const rows = this.rows(tenant, read.entity).filter((row: Values) => row[read.field] === read.parent);
        found[name] = { state: 'rows', rows };
      }
    }
    // Built name by name from the reads themselves.
    return found as Found<Reads>;
  }

  #apply(tenant: Id, change: Change): void {
    const place = key(tenant, change.entity, change.id);
    const before = this.#rows.get(place);
    checkChange(change, before !== undefined);
    if (change.kind === 'remove') this.#rows.delete(place);
    else this.#rows.set(place, { ...before, ...change.values, id: change.id, rev: Number(before?.['rev'] ?? 0) + 1 });
  }
}

const key = (tenant: Id, entity: string, id: Id): string => `${tenant}/${entity}/${id}`;

/** Throws when a change does not fit its entity: an insert has every field and no other, a patch only what may change. */
export function checkChange(change: Change, exists: boolean): void {
  const where = `${change.kind} ${change.entity}`;
  const entity = entityOf(change.entity);
  if (entity === undefined) throw new Error(`${where}: no such entity`);
  if (!idSchema.safeParse(change.id).success) throw new Error(`${where}: the id ${change.id}`);
  if (exists !== (change.kind !== 'insert')) throw new Error(`${where}: the row ${exists ? 'is already there' : 'is not there'}`);
  if (change.kind === 'remove') return;
  const names = Object.keys(change.values);
  if (change.kind === 'insert' && names.length !== Object.keys(entity.fields).length) throw new Error(`${where}: ${names.join()}`);
  for (const name of names) {
    const field = entity.fields[name];
    if (field === undefined) throw new Error(`${where}: no field ${name}`);
    if (change.kind === 'patch' && field.merge === 'fixed') throw new Error(`${where}: ${name} is written at insert only`);
    const parsed = field.schema.safeParse(change.values[name]);
    if (!parsed.success) throw new Error(`${where}.${name}: ${parsed.error.message}`);
    if (JSON.stringify(parsed.data) !== JSON.stringify(change.values[name])) throw new Error(`${where}.${name}: not clean`);
  }
}

const ROSSI = '00000000-0000-5000-8000-00000000000a';

/** The time at which the tests' world starts: 17 May 2022, 15:27 in Rome, as in the manual. */
export const NOON = Date.UTC(2022, 4, 17, 13, 27);

/** A test's id: a number in the form of a UUID. */
export function testId(number: number): Id {
  return `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const MARIO: Actor = { personId: testId(1), name: 'MARIO ROSSI', email: 'mario.rossi@rossisrl.example', side: 'customer', roles: ['user'] };
export const GIADA: Actor = { personId: testId(2), name: 'GIADA BELLI', email: 'giada.belli@rossisrl.example', side: 'customer', roles: ['company_admin'] };
export const NICOLO: Actor = { personId: testId(3), name: 'NICOLÒ RUGGERI', email: 'nicolo.ruggeri@nts.example', side: 'vendor', roles: ['operator'] };
export const VERONICA: Actor = { personId: testId(4), name: 'VERONICA CONTI', email: 'veronica.conti@nts.example', side: 'vendor', roles: ['operator', 'vendor_admin'] };
export const SYSTEM: Actor = { personId: testId(5), name: 'system:test', email: 'system@nts.example', side: 'system', roles: [] };

/** What a rule knows when this person types at `now`, ms, in ROSSI SRL; it arrives at once unless said. */
export function ctxOf(actor: Actor, now: number, arrival = now): Ctx {
  return { now, arrival, actor, tenant: ROSSI, commandId: testId(now % 1_000_000) };
}

/** ROSSI SRL with its people, the vendor's operators and a closing time of five minutes. */
export function rossiWorld(): MemoryWorld {
  const world = new MemoryWorld();
  const ctx = ctxOf(SYSTEM, NOON - 1000);
  const publish = (name: string, input: unknown): void => {
    const decision = world.run(name, input, ctx);
    if (decision.kind !== 'changes') throw new Error(`${name}: ${JSON.stringify(decision)}`);
  };
  publish('company.publish', { id: ROSSI, values: { name: 'ROSSI SRL', vatNumber: '07424520729', kind: 'customer' } });
  for (const { personId, name, email, roles } of [MARIO, GIADA]) {
    publish('membership.publish', { id: personId, values: { name, email, phone: '', roles: [...roles], activeSince: NOON - 1000, active: true } });
  }
  for (const { personId, name } of [NICOLO, VERONICA]) publish('agent.publish', { id: personId, values: { name, active: true } });
  publish('support_settings.change', { closeAfterMinutes: 5, vendorName: 'NTS ASSISTENZA' });
  return world;
}
