import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { CommandResult, PullHead } from '#shared/api/sync.ts';
import { accepted, command, createTicketInput, cursorAt, newId, NOW, page as pageOf, refused, TENANT, withStore } from '../store/fixtures.ts';
import type { LoggedCommand } from '../store/store.ts';
import { testLine } from '../testing/test-line.ts';
import { createPuller, isForked } from './pull.ts';

function confirmedAt(seq: number): LoggedCommand & { result: CommandResult } {
  const id = uuidv7();
  return {
    place: 1, id, tenant: uuidv7(), name: 'ticket.create', body: '{}', heldUntil: null, toConfirm: false, savedAt: 0, number: 1, incarnation: uuidv7(), state: 'open', because: null, reason: null, batch: null,
    actor: { personId: uuidv7(), name: '', email: '', side: 'customer', roles: [] },
    result: { commandId: id, number: 1, seq, arrival: 0, outcome: { state: 'accepted', remarks: [], given: [], conflicts: 0 } },
  };
}
const page = (seq: number, results: CommandResult[], complete = true): PullHead => ({
  state: 'page', rows: 0, results, gone: [], cursor: { seq, mark: 'm' }, complete, remaining: 0, now: 0,
});
const from = (seq: number) => ({ seq, mark: 'm' });

test('A complete page that ends below a confirmed command: the cloud was restored to before it', () => {
  expect(isForked({ cursor: from(7), confirmed: [confirmedAt(8)], head: page(7, []) })).toBe(true);
});

test('A page that passes a confirmed command’s number without its result: another history took the number', () => {
  expect(isForked({ cursor: from(7), confirmed: [confirmedAt(8)], head: page(12, [], false) })).toBe(true);
});

test('A page that brings the result, one that has not come so far, and a number that was passed long ago are no fork', () => {
  const command = confirmedAt(8);
  expect(isForked({ cursor: from(7), confirmed: [command], head: page(12, [command.result]) })).toBe(false);
  expect(isForked({ cursor: from(2), confirmed: [command], head: page(5, [], false) })).toBe(false);
  expect(isForked({ cursor: from(9), confirmed: [command], head: page(9, []) })).toBe(false);
  expect(isForked({ cursor: from(7), confirmed: [], head: page(7, []) })).toBe(false);
});

test('I1: a feed that starts again while the cloud was restored: what was settled and does not come goes up again', async () => {
  await withStore(async (store) => {
    const scoped = { tenant: TENANT, name: '', vatNumber: '', kind: 'customer', side: 'customer', areas: ['org', 'support'], roles: [], sight: 'all', scope: 'wider' } as const;
    await store.cache.setScopes([scoped]);
    await store.cache.applyPage(TENANT, cursorAt(0), pageOf(10, []));
    const logged = store.log.append(command('ticket.create', createTicketInput(newId())), []);
    store.log.recordResults([accepted(logged.id, 8)]);
    store.log.settle([logged.id]);

    // Other rights, and a history that ended before the command.
    const heads: PullHead[] = [{ state: 'reset', why: 'scope', scope: 'wider', now: NOW }, page(7, []), page(7, [])];
    const pull = async () => {
      const head = heads.shift();
      if (head === undefined) throw new Error('asked once too often');
      return { head, tables: [] };
    };
    const line = testLine(store, { pull }, { feed: () => ({ ...scoped, areas: [...scoped.areas], roles: [] }) });
    const puller = createPuller(line, TENANT, { changed: () => undefined, filesChanged: () => undefined, released: () => undefined });
    expect(await puller.pullAll('token', async () => undefined)).toBe(true);
    expect(heads).toEqual([]);
    expect(store.log.get(logged.id)).toMatchObject({ state: 'open', result: null });
  });
});

test('R4: a restored cloud is asked again for what it had refused, with what waited because of it; what the person put away stays away', async () => {
  await withStore(async (store) => {
    await store.cache.applyPage(TENANT, cursorAt(0), pageOf(10, []));
    const [first, waiting, away] = [1, 2, 3].map(() => store.log.append(command('ticket.create', createTicketInput(newId())), []));
    if (!first || !waiting || !away) throw new Error('not saved');
    store.log.recordResults([refused(first.id, 9), refused(away.id, 10)]);
    store.log.setState(waiting.id, 'open', first.id);
    store.log.setState(away.id, 'dismissed');

    const heads: PullHead[] = [{ state: 'reset', why: 'forked', scope: '', now: NOW }, page(7, [])];
    const pull = async () => ({ head: heads.shift() ?? page(7, []), tables: [] });
    const puller = createPuller(testLine(store, { pull }), TENANT, { changed: () => undefined, filesChanged: () => undefined, released: () => undefined });
    expect(await puller.pullAll('token', async () => undefined)).toBe(true);
    expect(store.log.open().map(({ id, result, because }) => [id, result, because])).toEqual([[first.id, null, null], [waiting.id, null, null]]);
    expect(store.log.get(away.id)).toMatchObject({ state: 'dismissed', result: { outcome: { state: 'refused' } } });
  });
});
