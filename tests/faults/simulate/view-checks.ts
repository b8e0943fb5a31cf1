import type { CloudHistory } from './cloud-history.ts';
import type { GivenCommand } from './given-commands.ts';
import type { SimulatedDesk } from './simulated-desk.ts';
import { isPending } from '#core/sync/pending.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';

/** Rows of feeds that were dropped go in slices; until then they lie beside those that are shown. */
const inSight = `feed IN (SELECT feed FROM meta WHERE role = 'shown')`;

interface MetaRow {
  readonly tenant: Id;
  readonly complete: number;
  readonly complete_at: number | null;
}

/** What a desk shows, looked at whenever it has changed (I5, and no command twice over a row that holds it). */
export function viewViolations(desk: SimulatedDesk, given: readonly GivenCommand[], history: CloudHistory): string[] {
  const profile = desk.desk?.profile;
  if (!profile) return [];
  const person = profile.person().id;
  const { cache } = desk.disk.profile(person);
  const { log } = profile.store;
  const all = <Row>(sql: string, ...values: (string | number)[]) => cache.statement(sql).all(...values) as Row[];
  const whole = new Set(all<MetaRow>('SELECT tenant, complete, complete_at FROM meta').flatMap((row) => (row.complete_at === null ? [] : row.tenant)));
  // What this desk knows a reason against is told in the outbox, to be confirmed, and is not in the rows.
  const isInDoubt = (id: Id) => all(`SELECT 1 FROM effect WHERE command = ? AND refusal IS NOT NULL`, id).length > 0;
  // After a power cut the cache may be older than the request that it stood on, and no rule can run without that one: from
  // its acceptance to the next page it is in the outbox alone. Nobody can look for it in a request that is not there.
  const hangsInTheAir = ({ id, ticket, makes }: GivenCommand) =>
    ticket !== null && makes?.entity !== 'ticket' && all(`SELECT 1 FROM ticket WHERE id = ? AND ${inSight}`, ticket).length === 0 && all('SELECT 1 FROM effect WHERE command = ?', id ?? '').length > 0;
  // What somebody made private may be out of this person's sight, with all that hangs from it (LST-08).
  const hidden = new Set(given.flatMap(({ name, ticket }) => (name === 'ticket.set_private' ? ticket : [])));
  const violations: string[] = [];
  for (const command of given) {
    if (command.ticket !== null && hidden.has(command.ticket) && profile.feed(command.tenant)?.side === 'customer') continue;
    if (command.id === null || command.makes === null || command.log !== logName(desk, person) || command.mayBeLost) continue;
    // Until the feed was whole once, and without the right, nothing is promised.
    if (!whole.has(command.tenant) || !profile.feed(command.tenant)) continue;
    const logged = log.get(command.id);
    const shown = all(`SELECT 1 FROM ${command.makes.entity} WHERE id = ? AND ${inSight}`, command.makes.id).length > 0;
    if (shown) command.seen = true;
    else if (command.seen && logged && (isPending(logged) || logged.state === 'settled') && !isInDoubt(command.id) && !hangsInTheAir(command)) {
      violations.push(`I5 ${desk.name} no longer shows its own ${command.text} (${logged.state}, ${logged.result?.outcome.state ?? 'unanswered'})`);
    }
  }
  return [...violations, ...shownTwice(desk, person, all, history)];
}

interface ShadowRow {
  readonly id: Id;
  readonly seq: number;
  readonly row: string | null;
}

/** A request whose cloud copy holds all that is pending on it is shown as the cloud has it. */
function shownTwice(desk: SimulatedDesk, person: Id, all: <Row>(sql: string, ...values: (string | number)[]) => Row[], history: CloudHistory): string[] {
  const log = desk.desk?.profile.store.log;
  const violations: string[] = [];
  // Once the desk knows that the cloud forgot its history, commands run on the old rows whatever the numbers say.
  const shadows = all<ShadowRow>(`SELECT id, seq, row FROM shadow WHERE entity = 'ticket' AND tenant NOT IN (SELECT tenant FROM meta WHERE forgotten = 1)`);
  for (const { id, seq: held, row } of shadows) {
    if (row === null) continue;
    // Written by the cache as a record of cells.
    const copy = JSON.parse(row) as { rev: number; priority: string; status: string };
    const seq = history.seqOf(id, copy.rev, { priority: copy.priority, status: copy.status });
    if (seq !== held) continue;
    const commands = all<{ command: Id }>(`SELECT command FROM touch WHERE entity = 'ticket' AND id = ?`, id).map(({ command }) => log?.get(command));
    if (!commands.every((command) => command?.result?.outcome.state === 'accepted' && command.result.seq <= seq)) continue;
    const [shown] = all<{ priority: string; status: string }>(`SELECT priority, status FROM ticket WHERE id = ? AND ${inSight}`, id);
    if (!shown || (shown.priority === copy.priority && shown.status === copy.status)) continue;
    violations.push(`I5 ${desk.name} shows ${shown.priority}, ${shown.status} on top of a row that holds its commands already: ${copy.priority}, ${copy.status} (${person})`);
  }
  return violations;
}

/** One person's log on one machine. */
export function logName(desk: SimulatedDesk, person: Id): string {
  return `${desk.name} ${person}`;
}
