import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommandResult } from '#shared/api/sync.ts';
import type { LoggedCommand } from '../store.ts';
import {
  accepted, cloudMessage, cloudTicket, command, createTicketInput, cursorAt, markOf, NICOLO, NOW, page, refused, replyInput, TENANT, temporaryFolder, type CloudRow,
} from '../fixtures.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import { CacheWriter } from './cache-writer.ts';
import { indexWords } from './index-words.ts';
import { openCache } from './open-cache.ts';
import type { PendingList } from './pending-list.ts';

/*
 * A history of a desk: commands saved, withdrawn, answered; pages, whole or partial. After each step the cache that went
 * through it, running again only what a step could reach, must show what a cache shows that starts from the cloud's rows
 * and runs all pending commands in order.
 */
const id = (kind: number, index: number) => `${String(kind).repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const TICKETS = 3;
type Step =
  | { readonly kind: 'create' | 'reply' | 'take' | 'update'; readonly ticket: number }
  | { readonly kind: 'withdraw' | 'refuse' | 'accept'; readonly which: number; readonly heard: boolean }
  | { readonly kind: 'page'; readonly ticket: number; readonly complete: boolean; readonly remove: boolean };

const ticketOf = fc.nat(TICKETS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create' as const, 'reply' as const, 'take' as const, 'update' as const), ticket: ticketOf }),
  fc.record({ kind: fc.constantFrom('withdraw' as const, 'refuse' as const, 'accept' as const), which: fc.nat(9), heard: fc.boolean() }),
  fc.record({ kind: fc.constant('page' as const), ticket: ticketOf, complete: fc.boolean(), remove: fc.boolean() }),
);

/** The log and the cloud, as far as a cache can see them. */
class World {
  log: LoggedCommand[] = [];
  cloud = new Map<string, CloudRow>();
  seq = 1;
  results: CommandResult[] = [];
  place = 0;

  list(): PendingList {
    const entries = this.log.map(({ place, result, name, body, actor, ...rest }) => ({
      id: rest.id, place, state: 'open' as const, result, facts: { name, body, actor },
    }));
    return { tenant: TENANT, upTo: this.place, entries };
  }

  save(step: Extract<Step, { ticket: number }>): LoggedCommand {
    this.place += 1;
    const ticketId = id(1, step.ticket);
    const events = { eventId: id(5, this.place) };
    const [name, input] =
      step.kind === 'create' ? ['ticket.create', createTicketInput(ticketId, `T${this.place}`)] as const
      : step.kind === 'reply' ? ['ticket.reply', { ...replyInput(ticketId, `R${this.place}`), messageId: id(4, this.place), ...events }] as const
      : step.kind === 'take' ? ['ticket.take', { ticketId, ...events }] as const
      : ['ticket.update', { ticketId, priority: this.place % 2 === 0 ? 'high' : 'low', contactId: null }] as const;
    const actor = step.kind === 'create' ? {} : { actor: NICOLO };
    const saved = command(name, input, { id: id(9, this.place), now: NOW + this.place, ...actor });
    const logged: LoggedCommand = { ...saved, place: this.place, number: null, incarnation: null, result: null, state: 'open', because: null, reason: null, batch: null };
    this.log.push(logged);
    return logged;
  }
}

function visible(database: WriteDatabase) {
  const rows = (table: string) => database.all<object>(`SELECT * FROM ${table} ORDER BY id`).map((row) => ({ ...row, rid: 0 }));
  return {
    ticket: rows('ticket'), message: rows('message'),
    // A cache that never had the row does not know the number of its tombstone.
    shadow: database.all('SELECT entity, id, row FROM shadow ORDER BY entity, id'),
    effect: database.all('SELECT command, refusal, remarks, state FROM effect ORDER BY place'),
  };
}

/** Counts and words are kept beside the rows and must say the same as the rows themselves. */
function expectKeptInStep(database: WriteDatabase): void {
  const counted = database.all('SELECT feed, facets, count(*) AS tickets FROM ticket GROUP BY feed, facets ORDER BY feed, facets');
  expect(database.all('SELECT feed, facets, tickets FROM ticket_tally WHERE tickets <> 0 ORDER BY feed, facets')).toEqual(counted);
  while (indexWords(database, 5));
  const rids = (sql: string) => database.all<{ rid: number }>(`${sql} ORDER BY rid`).map((row) => row.rid);
  expect(rids('SELECT rowid AS rid FROM ticket_words')).toEqual(rids('SELECT rid FROM ticket'));
  expect(rids('SELECT rowid AS rid FROM message_words')).toEqual(rids(`SELECT rid FROM message WHERE plain <> ''`));
  const titles = database.all<{ rid: number; title: string }>('SELECT rid, title FROM ticket');
  for (const { rid, title } of titles) expect(database.get('SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? AND rowid = ?', `"${title}"`, rid)).toBeDefined();
}

function withCaches(work: (open: () => { database: WriteDatabase; writer: CacheWriter }) => void): void {
  const { folder, remove } = temporaryFolder();
  const opened: WriteDatabase[] = [];
  try {
    work(() => {
      const { database } = openCache(join(folder, `cache-${opened.length}.db`), NOW);
      database.pragma('synchronous = OFF');
      opened.push(database);
      const writer = new CacheWriter(database, (text) => expect.fail(text));
      writer.setScopes([{ tenant: TENANT, areas: ['support'], side: 'vendor' }]);
      return { database, writer };
    });
  } finally {
    for (const database of opened) database.close();
    remove();
  }
}

function play(world: World, one: Step, cache: { database: WriteDatabase; writer: CacheWriter }, cursor: number): number {
  const { writer } = cache;
  if (one.kind === 'page') {
    const ticketId = id(1, one.ticket);
    world.seq += 1;
    const row: CloudRow = one.remove ? { entity: 'ticket', id: ticketId, seq: world.seq } : cloudTicket(ticketId, world.seq, { title: `C${world.seq}` });
    const rows = [row, ...(one.remove ? [] : [cloudMessage(id(6, world.seq), ticketId, world.seq, 'x')])];
    for (const sent of rows) world.cloud.set(sent.id, sent);
    const results = world.results;
    world.results = [];
    writer.notice(world.list());
    const answer = writer.applyPage(TENANT, cursorAt(cursor), page(world.seq, rows, { complete: one.complete, results }), NOW);
    if (answer.resend || !answer.applied) throw new Error('the page was not applied');
    world.log = world.log
      .map((logged) => ({ ...logged, result: logged.result ?? results.find((result) => result.commandId === logged.id) ?? null }))
      .filter((logged) => !answer.settled.includes(logged.id));
    return world.seq;
  }
  if ('ticket' in one) {
    writer.apply(world.save(one));
    return cursor;
  }
  const chosen = world.log[one.which % Math.max(1, world.log.length)];
  if (chosen === undefined || chosen.result !== null || world.results.some((result) => result.commandId === chosen.id)) return cursor;
  if (one.kind === 'withdraw') {
    world.log = world.log.filter((logged) => logged !== chosen);
  } else {
    world.seq += 1;
    const result = one.kind === 'refuse' ? refused(chosen.id, world.seq) : accepted(chosen.id, world.seq);
    // Heard from the push, or only with the next page.
    if (one.heard) world.log = world.log.map((logged) => (logged === chosen ? { ...logged, result } : logged));
    else world.results = [...world.results, result];
  }
  writer.notice(world.list());
  writer.rebase(TENANT);
  return cursor;
}

test('running again only what a change can reach shows the same as running all of it (sync.md: pending, rebase)', () => {
  // An accepted command may live on what it last changed, which a new cache cannot know: no answers here.
  const history = fc.array(step.filter((one) => one.kind !== 'accept' && one.kind !== 'refuse'), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(history, (steps) =>
      withCaches((open) => {
        const world = new World();
        const cache = open();
        let cursor = 0;
        for (const one of steps) cursor = play(world, one, cache, cursor);
        const fresh = open();
        const meta = cache.database.get<{ complete_at: number | null }>('SELECT complete_at FROM meta WHERE tenant = ?', TENANT);
        const whole = page(cursor, [...world.cloud.values()], { complete: meta?.complete_at !== null, cursor: { seq: cursor, mark: markOf(cursor) } });
        fresh.writer.applyPage(TENANT, cursorAt(0), whole, NOW);
        fresh.writer.notice(world.list());
        fresh.writer.rebase(TENANT);
        expect(visible(cache.database)).toEqual(visible(fresh.database));
        expectKeptInStep(cache.database);
      }),
    ),
    { numRuns: 100 },
  );
});

test('once everything is answered and pulled, the rows are the cloud’s and nothing is pending (I3, I4)', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) =>
      withCaches((open) => {
        const world = new World();
        const cache = open();
        let cursor = 0;
        for (const [index, one] of steps.entries()) {
          cursor = play(world, one, cache, cursor);
          if (index % 4 === 0) indexWords(cache.database, 5);
        }
        for (const logged of world.log) {
          if (logged.result !== null || world.results.some((result) => result.commandId === logged.id)) continue;
          world.seq += 1;
          world.results.push(logged.place % 3 === 0 ? refused(logged.id, world.seq) : accepted(logged.id, world.seq));
        }
        play(world, { kind: 'page', ticket: 0, complete: true, remove: false }, cache, cursor);
        world.log = world.log.filter((logged) => logged.result?.outcome.state !== 'refused');
        cache.writer.notice(world.list());
        cache.writer.rebase(TENANT);
        expect(world.log).toEqual([]);
        const left = ['effect', 'touch', 'need', 'shadow'].map((table) => cache.database.all(`SELECT * FROM ${table}`).length);
        expect(left).toEqual([0, 0, 0, 0]);
        const cloudIds = [...world.cloud.values()].filter((row) => row.values).map((row) => row.id).sort();
        const ids = ['ticket', 'message'].flatMap((table) => cache.database.all<{ id: string }>(`SELECT id FROM ${table}`).map((row) => row.id)).sort();
        expect(ids).toEqual(cloudIds);
        expectKeptInStep(cache.database);
      }),
    ),
    { numRuns: 100 },
  );
});
