import type { Id } from '#shared/domain/kernel/ids.ts';
import { columnsOf } from '#cloud/db/entity-statements.ts';
import { visibleEntities } from '#cloud/sync/pull.ts';
import type { LoggedCommand } from '#core/store/store.ts';
import { isRefused, isWaiting, needsYou } from '#core/sync/pending.ts';
import type { Person } from './cast.ts';
import type { GivenCommand } from './given-commands.ts';
import { cellOf, type KeptRow } from './memory-data.ts';
import { rowsFor } from './memory-sight.ts';
import type { SimulatedCloud } from './simulated-cloud.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

/** Why a desk is not at rest yet; undefined when nothing is left to be done there (I3). */
export function unrest(desk: SimulatedDesk, cloud: SimulatedCloud, person: Person): string | undefined {
  const open = desk.desk;
  if (!open) return `${desk.name} has no desk open`;
  const { log } = open.profile.store;
  const left = log.open().find((command) => isWaiting(command) || (command.state === 'open' && command.result?.outcome.state === 'accepted'));
  if (left) return `${desk.name} still has ${left.name} (${left.result ? 'answered' : 'unanswered'}, ${open.sync.view().problem ?? 'no problem told'})`;
  const wanted = cloud.seatings(person).map(({ tenant }) => tenant.id).sort().join();
  if (open.profile.feeds().map(({ tenant }) => tenant).sort().join() !== wanted) return `${desk.name} has other feeds than its person`;
  const { cache } = desk.disk.profile(person.id);
  // Rows of a lost feed, which nobody sees any more, go in slices.
  if (cache.statement('SELECT 1 FROM dropped_feed').get() !== undefined) return `${desk.name} still has rows of a feed that it has lost`;
  const metas = new Map((cache.statement('SELECT tenant, seq, mark, complete FROM meta').all() as MetaRow[]).map((row) => [row.tenant, row]));
  for (const { tenant } of open.profile.feeds()) {
    const { head } = cloud.memory.tenant(tenant);
    const meta = metas.get(tenant);
    if (meta?.seq !== head.seq || meta.mark !== head.mark || meta.complete !== 1) return `${desk.name} stands at ${meta?.seq ?? 'nothing'} of ${head.seq}`;
  }
  return undefined;
}
interface MetaRow {
  readonly tenant: Id;
  readonly seq: number;
  readonly mark: string;
  readonly complete: number;
}

/** I4, R3: the desk shows what its person may see of the cloud, to the cell, and nothing else. */
export function differences(desk: SimulatedDesk, cloud: SimulatedCloud, person: Person): string[] {
  const { cache } = desk.disk.profile(person.id);
  const seatings = cloud.seatings(person);
  const all = <Row>(sql: string) => cache.statement(sql).all() as Row[];
  const feeds = new Map(all<{ feed: number; tenant: Id }>('SELECT feed, tenant FROM meta').map((row) => [row.tenant, row.feed]));
  const wrong: string[] = [];
  const names = new Set(seatings.flatMap((seating) => visibleEntities(seating).map((entity) => entity.name)));
  for (const seating of seatings) {
    const feed = feeds.get(seating.tenant.id);
    for (const entity of visibleEntities(seating)) {
      const columns = columnsOf(entity);
      const list = columns.map(({ column }) => column).join(', ');
      const here = new Map(all<Record<string, unknown> & { id: Id; feed: number }>(`SELECT feed, id, rev, ${list} FROM ${entity.name}`).filter((row) => row.feed === feed).map((row) => [row.id, row]));
      const there = rowsFor(cloud.memory.tenant(seating.tenant.id), entity, { person: person.id, sight: seating.sight, visible: visibleEntities(seating) }).filter((row) => !row.deleted);
      for (const row of there) {
        const mine = here.get(row.id);
        here.delete(row.id);
        const other = mine && columns.find(({ field, column, type }) => mine[column] !== cellOf(type, row.values[field] ?? null));
        if (!mine) wrong.push(`I4 ${desk.name} does not have ${entity.name} ${named(row)}`);
        else if (other || mine['rev'] !== row.rev) wrong.push(`I4 ${desk.name} has another ${other?.column ?? 'rev'} of ${entity.name} ${named(row)}: ${String(mine[other?.column ?? 'rev'])}`);
      }
      for (const row of here.values()) wrong.push(`I4 only ${desk.name} has ${entity.name} ${String(row['title'] ?? row['plain'] ?? row.id)}`);
    }
  }
  for (const { tenant, areas } of seatings) {
    const known = all<{ tenant: Id; areas: string | null }>('SELECT tenant, areas FROM meta').find((row) => row.tenant === tenant.id);
    if (known?.areas !== JSON.stringify(areas)) wrong.push(`I13 ${desk.name} does not know what its feed of ${tenant.name} holds: ${known?.areas ?? 'nothing'}`);
  }
  const own = new Set(seatings.map(({ tenant }) => feeds.get(tenant.id)));
  for (const name of names) {
    if (all<{ feed: number }>(`SELECT DISTINCT feed FROM ${name}`).some(({ feed }) => !own.has(feed))) wrong.push(`I10 ${desk.name} has ${name} rows of a company that is not its person's any more`);
  }
  return wrong;
}

function named(row: KeptRow): string {
  return String(row.values['title'] ?? row.values['plain'] ?? row.id);
}

/** I1, I2, R2, R4: what became of each command that somebody gave. `logs`: every log of every machine. */
export function fates(given: readonly GivenCommand[], logs: readonly { readonly person: Person; readonly commands: ReadonlyMap<Id, LoggedCommand> }[], cloud: SimulatedCloud): string[] {
  const wrong: string[] = [];
  for (const command of given) {
    if (command.id === null) continue;
    const { id, tenant, text } = command;
    const entry = cloud.memory.tenant(tenant).ledger.get(id);
    const holders = logs.flatMap(({ person, commands }) => {
      const logged = commands.get(id);
      return logged ? [{ person, logged }] : [];
    });
    const made = command.makes && cloud.memory.tenant(tenant).rows.get(command.makes.entity)?.has(command.makes.id);
    const asks = holders.find(({ logged }) => needsYou(logged) || logged.state === 'dismissed');
    // Taken back is taken back, wherever it was sent from; only a log that was copied may have sent it before.
    if (command.mayBeTakenBack && holders.length > 0 && holders.every(({ logged }) => logged.state === 'withdrawn')) {
      if ((made || entry) && !command.mayBeSent) wrong.push(`R4 ${text} was taken back, and the cloud has it`);
      continue;
    }
    const reachable = holders.filter(({ person }) => cloud.seatings(person).some((seating) => seating.tenant.id === tenant));
    if (entry?.outcome.state === 'accepted') {
      if (made === false) wrong.push(`I1 ${text} was accepted and has no effect`);
      const told = holders.find(({ logged }) => isRefused(logged));
      if (told) wrong.push(`R4 ${text} took effect and is shown as refused`);
      if (command.mayBeTakenBack && !command.mayBeSent && holders.some(({ logged }) => logged.state === 'dismissed')) wrong.push(`R4 ${text} was put away, and took effect`);
    } else if (made) {
      wrong.push(`I1 ${text} took effect, and the cloud says ${entry ? 'refused' : 'nothing of it'}`);
    } else if (entry) {
      if (holders.length > 0 && !asks) wrong.push(`R4 ${text} was refused (${entry.outcome.refusal.code}) and nobody is told`);
    } else if (holders.length === 0) {
      if (!command.mayBeLost) wrong.push(`I1 ${text} is lost: no log and no cloud has it`);
    } else if (!asks && reachable.length > 0) {
      wrong.push(`I1 ${text} never reached the cloud (${holders.map(({ logged }) => logged.state).join()})`);
    }
  }
  return [...wrong, ...changedTooOften(given, cloud)];
}

/** R2: a command changes its request at most once, so that revisions can be counted. */
function changedTooOften(given: readonly GivenCommand[], cloud: SimulatedCloud): string[] {
  const wrong: string[] = [];
  for (const tenant of new Set(given.map((command) => command.tenant))) {
    const { rows, ledger } = cloud.memory.tenant(tenant);
    for (const row of rows.get('ticket')?.values() ?? []) {
      const about = given.filter((command) => command.ticket === row.id && command.name !== 'ticket.create' && command.name !== 'ticket.note');
      const sure = about.filter(({ id }) => id !== null && ledger.get(id)?.outcome.state === 'accepted').length;
      const unknown = about.filter(({ id }) => id === null).length;
      if (row.rev - 1 > sure + unknown) wrong.push(`R2 ${named(row)} was changed ${row.rev - 1} times by ${sure} commands, and ${unknown} unknown`);
    }
  }
  return wrong;
}
