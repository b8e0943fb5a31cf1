import type { TenantChange, TenantData } from '#cloud/db/tenant-data.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Cursor, PageHead, Table } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { CloudError } from '#core/cloud/cloud-error.ts';
import type { Cloud } from '#core/cloud/cloud.ts';
import type { LogStore, PulledPage } from '#core/store/store.ts';
import type { PendingList } from '#core/store/cache/pending-list.ts';
import type { AlterCall, WriterCall } from './in-process-worker.ts';
import type { Answer } from './simulated-cloud.ts';

/** A defect put around the real parts, to see that it is found. What is left out is as it should be. */
export interface PlantedBug {
  readonly name: string;
  /** The cloud's data, seen through the bug. */
  readonly data?: (data: TenantData) => TenantData;
  /** False: the feed's number is not held to the commit. */
  readonly holdSeq?: false;
  /** What the cloud answers, by path. */
  readonly answer?: (path: string, answer: Answer) => Answer;
  /** The desk's way to the cloud. */
  readonly cloud?: (cloud: Cloud, log: () => LogStore | undefined) => Cloud;
  /** Changes the log in place. */
  readonly log?: (log: LogStore) => void;
  /** False: log.db is not synced at each commit. */
  readonly logDurable?: false;
  /** What goes into the cache's writer; `cursorOf` reads where the cache stands. */
  readonly writer?: (cursorOf: (tenant: Id) => Cursor) => AlterCall;
  /** True: who loses the cache loses the log. */
  readonly logGoesWithCache?: true;
}

/** The fourteen of sync.md, How it is tested, each a defect that lost data in an engine that was looked at. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'dedupe by number only',
    data: (data) =>
      changing(data, (change) => ({
        lookUp: async (ids, sender, numbers) => (await change.lookUp([], sender, numbers)).filter((entry) => ids.includes(entry.id)),
        async enter(entries) {
          const known = new Set((await change.lookUp(entries.map(({ id }) => id), undefined, [])).map(({ id }) => id));
          await change.enter(entries.filter(({ id }) => !known.has(id)));
        },
      })),
  },
  { name: 'number from a plain sequence', holdSeq: false },
  {
    name: 'removed on send',
    cloud: (cloud, log) => ({
      ...cloud,
      push(token, request, signal) {
        for (const { id } of request.commands) log()?.setState(id, 'settled');
        return cloud.push(token, request, signal);
      },
    }),
  },
  {
    name: '401 drops',
    cloud: (cloud, log) => ({
      ...cloud,
      async push(token, request, signal) {
        try {
          return await cloud.push(token, request, signal);
        } catch (error) {
          if (error instanceof CloudError && error.status === 401) for (const { id } of request.commands) log()?.setState(id, 'withdrawn');
          throw error;
        }
      },
    }),
  },
  {
    name: 'poison blocks',
    data: (data) => ({
      snapshot: (seat, work) => data.snapshot(seat, work),
      change: (seat, work) =>
        data.change(seat, work).catch((error: unknown) => {
          throw /^22/.test(sqlState(error)) ? Object.assign(new Error('not the fault of one command'), { code: 'XX000' }) : error;
        }),
    }),
  },
  {
    name: 'cursor before rows',
    writer: () => (call) => {
      const page = pageOf(call);
      if (!page) return [call];
      const [list, , , at] = call.values;
      const empty = { ...page, rows: 0, tables: [] };
      return [{ ...call, id: -call.id, values: [list, call.values[1], empty, at] }, { ...call, values: [list, page.cursor, { ...page, tables: tablesOf(page) }, at] }];
    },
  },
  { name: 'log not fsynced', logDurable: false },
  {
    name: 'hole check only waits',
    answer: (path, answer) => (path === ROUTES.push && answer.status === 409 && answer.text.includes('client.renumber') ? { status: 503, text: 'later' } : answer),
  },
  {
    name: 'no clone check',
    data: (data) =>
      changing(data, (change) => {
        let first = 1;
        return {
          async lookUp(ids, sender, numbers) {
            first = Math.min(...numbers);
            return (await change.lookUp(ids, sender, numbers)).filter((entry) => ids.includes(entry.id));
          },
          lastNumber: async () => first - 1,
        };
      }),
  },
  {
    name: 'stale reply accepted',
    writer: (cursorOf) => (call) => {
      const page = pageOf(call);
      // The list of pending commands names the tenant.
      const list = call.values[0] as PendingList | undefined;
      return page && list ? [{ ...call, values: [list, cursorOf(list.tenant), page, call.values[3]] }] : [call];
    },
  },
  {
    name: 'removed on ack',
    log(log) {
      const record = log.recordResults.bind(log);
      log.recordResults = (results) => {
        record(results);
        for (const { commandId, outcome } of results) if (outcome.state === 'accepted') log.setState(commandId, 'settled');
      };
    },
  },
  { name: 'log lost with cache', logGoesWithCache: true },
  {
    name: 'synced kept in the log while the cache rolls back',
    log(log) {
      log.unsettle = () => [];
    },
  },
  {
    name: 're-run of a command on a row that already holds it',
    // No row's number is ever that high: the writer never takes a row for one that holds the command.
    writer: () => (call) => {
      const list = call.method === 'applyPage' || call.method === 'rebase' ? (call.values[0] as PendingList) : undefined;
      const entries = list?.entries.map((entry) => ({ ...entry, result: entry.result && { ...entry.result, seq: entry.result.seq + 1_000_000 } }));
      return [list ? { ...call, values: [{ ...list, entries }, ...call.values.slice(1)] } : call];
    },
  },
];

/** A tenant's data where some of what a change does is done in another way. */
function changing(data: TenantData, instead: (change: TenantChange) => Partial<TenantChange>): TenantData {
  return {
    snapshot: (seat, work) => data.snapshot(seat, work),
    change: (seat, work) =>
      data.change(seat, (change) => {
        const other = instead(change);
        return work(
          new Proxy(change, {
            get(target, name) {
              const own: unknown = Reflect.get(other, name);
              const real: unknown = Reflect.get(target, name);
              return own ?? (typeof real === 'function' ? real.bind(target) : real);
            },
          }),
        );
      }),
  };
}

/** The page of a call that writes one. */
function pageOf({ method, values }: WriterCall): (PageHead & PulledPage) | undefined {
  // What the owner of the writer puts there (cache-store.ts).
  return method === 'applyPage' ? (values[2] as PageHead & PulledPage) : undefined;
}

/** A page's tables, read. */
function tablesOf({ tables }: PulledPage): PulledPage['tables'] {
  if (!('pieces' in tables)) return tables;
  const text = Buffer.concat(tables.pieces).toString('utf8');
  try {
    // Made by the cloud of this simulation; what was cut on the way is the writer's to find out.
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Table);
  } catch {
    return tables;
  }
}
