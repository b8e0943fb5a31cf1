import pg from 'pg';
import type { Outcome } from '#shared/api/sync.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { TENANTS } from '#cloud/testing/small-data.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { EVERYTHING } from '#core/testing/test-office.ts';
import type { Given, History } from './history.ts';
import type { Desk } from './round.ts';

interface TicketInCloud {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly priority: string;
  readonly status: string;
  readonly rev: string;
}
interface Truth {
  readonly tickets: readonly TicketInCloud[];
  readonly messages: readonly { readonly id: string; readonly ticket_id: string; readonly plain: string }[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** What is not as it must be at rest, each with its rule; nothing when cloud and desks agree with the history. */
export async function violationsOf(cloud: TestCloud, desks: readonly Desk[], history: History): Promise<readonly string[]> {
  const truth = await readCloud(cloud.databaseUrl);
  const wrong: string[] = [];
  const needsYou = new Set<string>();
  for (const desk of desks) {
    const state = await desk.process.invoke('sync.state', {});
    if (state.waiting > 0) wrong.push(`I3 ${desk.who} still has ${state.waiting} waiting (${state.problem ?? 'no problem told'})`);
    const entries = await desk.process.invoke('outbox.list', { includeDelivered: false });
    for (const entry of entries) {
      if (entry.state === 'needs_you') needsYou.add(entry.commandId);
      else wrong.push(`I3 ${desk.who} has ${entry.name} ${entry.title} as ${entry.state}`);
    }
    wrong.push(...(await differences(desk, truth)));
  }
  for (const given of history.given) wrong.push(...effectOf(given, truth, needsYou));
  wrong.push(...doubles(truth, history), ...countsOf(history, truth));
  return wrong;
}

async function readCloud(databaseUrl: string): Promise<Truth> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const rows = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql, [TENANTS.rossi])).rows;
    return {
      tickets: await rows<TicketInCloud>('select id, number, title, priority, status, rev from app.ticket where tenant_id = $1 and not deleted'),
      messages: await rows('select id, ticket_id, plain from app.message where tenant_id = $1 and not deleted'),
      outcomes: new Map((await rows<{ id: string; outcome: Outcome }>('select id, outcome from app.command where tenant_id = $1')).map(({ id, outcome }) => [id, outcome])),
    };
  } finally {
    await client.end();
  }
}

/** I1, R4: acknowledged means that it took effect once, or stands before its author. */
function effectOf(given: Given, truth: Truth, needsYou: ReadonlySet<string>): string[] {
  const what = `${given.desk} ${given.name} ${given.text}`;
  const made =
    given.name === 'ticket.create' ? truth.tickets.filter((ticket) => ticket.title === given.text).length : truth.messages.filter((message) => message.plain === given.text).length;
  if (given.commandId === null) return made > 1 ? [`I2 ${what} is there ${made} times`] : [];
  const outcome = truth.outcomes.get(given.commandId);
  if (needsYou.has(given.commandId)) return made === 0 ? [] : [`I1 ${what} took effect and needs its author`];
  if (outcome === undefined) return [`I1 ${what} is lost`];
  if (outcome.state === 'refused') return [`R4 ${what} was refused (${outcome.refusal.code}) and nobody was told`];
  return given.name === 'ticket.update' || made === 1 ? [] : [`${made === 0 ? 'I1' : 'I2'} ${what} is there ${made} times`];
}

/** I2: no ticket twice, by title or by the number that people see. */
function doubles(truth: Truth, history: History): string[] {
  const own = truth.tickets.filter((ticket) => ticket.title.startsWith(`S${history.seed} `));
  return (['title', 'number'] as const).flatMap((field) => (new Set(own.map((ticket) => ticket[field])).size === own.length ? [] : [`I2 two tickets have the same ${field}`]));
}

/** R2: an accepted command changes its ticket at most once, so its revisions can be counted; what nobody acknowledged may have come or not. */
function countsOf(history: History, truth: Truth): string[] {
  return truth.tickets.flatMap((ticket) => {
    const about = history.given.filter((given) => given.ticketId === ticket.id && given.name !== 'ticket.create');
    const sure = about.filter((given) => given.commandId !== null && truth.outcomes.get(given.commandId)?.state === 'accepted').length;
    const unknown = about.filter((given) => given.commandId === null).length;
    const first = history.given.some((given) => given.name === 'ticket.create' && given.ticketId === ticket.id);
    const changes = Number(ticket.rev) - 1;
    // Tickets of before the round have a past.
    if (!first || changes <= sure + unknown) return [];
    return [`R2 ${ticket.title} was changed ${changes} times by ${sure} commands, and ${unknown} unknown`];
  });
}

/** R3, I4: the desk shows what the cloud has, to the row. */
async function differences(desk: Desk, truth: Truth): Promise<string[]> {
  const { rows } = await desk.process.invoke('tickets.list', { query: { ...EVERYTHING, tenant: TENANTS.rossi }, offset: 0, limit: 500 });
  const told = (ticket: TicketInCloud | TicketRow) => [ticket.id, Number(ticket.number), ticket.title, ticket.priority, ticket.status, Number(ticket.rev)].join(' ');
  const [here, there] = [rows.map(told).sort(), truth.tickets.map(told).sort()];
  const wrong = [
    ...here.filter((line) => !there.includes(line)).map((line) => `R3 only ${desk.who} has ${line}`),
    ...there.filter((line) => !here.includes(line)).map((line) => `R3 only the cloud has ${line}, not ${desk.who}`),
  ];
  for (const { id, title } of truth.tickets) {
    const detail = await desk.process.invoke('tickets.get', { tenant: TENANTS.rossi, id });
    const mine = (detail?.messages ?? []).map((message) => message.id).sort().join();
    const theirs = truth.messages.filter((message) => message.ticket_id === id).map((message) => message.id).sort().join();
    if (mine !== theirs) wrong.push(`R3 ${desk.who} has other messages in ${title} than the cloud`);
  }
  return wrong;
}
