import type { Day } from '#shared/rpc/dashboard.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import type { NewsMark } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { CacheReader } from './cache-reader.ts';
import type { CacheFiles } from './open-cache.ts';
import { serve, type WorkersEnd } from './worker-call.ts';

function readerOf(files: CacheFiles) {
  let file = '';
  let database: ReadDatabase | undefined;
  let reader: CacheReader | undefined;

  const need = (): CacheReader => {
    if (reader === undefined) throw new StoreError('store.closed');
    return reader;
  };
  const methods = {
    open(path: string): void {
      file = path;
      database = files.openForReading(path);
      reader = new CacheReader(database);
    },
    knownAt: (tenant: Id) => need().knownAt(tenant),
    settledIds: () => need().settledIds(),
    cannedAnswers: (archived: boolean) => need().cannedAnswers(archived),
    listTickets: (query: TicketQuery, offset: number, limit: number, personId: Id, now: number) => need().listTickets(query, offset, limit, personId, now),
    ticket: (tenant: Id, id: Id) => need().ticket(tenant, id),
    documents: (tenant: Id | null) => need().documents(tenant),
    document: (tenant: Id, id: Id) => need().document(tenant, id),
    manuals: () => need().manuals(),
    searchDocuments: (text: string, tenant: Id | null, whole: boolean, limit: number) => need().searchDocuments(text, tenant, whole, limit),
    trend: (tenant: Id | null, edges: readonly number[]) => need().trend(tenant, edges),
    standing: (tenant: Id | null, now: number) => need().standing(tenant, now),
    myDay: (tenant: Id | null, person: Id, day: Day, limit: number) => need().myDay(tenant, person, day, limit),
    search: (text: string, tenant: Id | null, limit: number) => need().search(text, tenant, limit),
    row: (tenant: Id, entity: string, id: Id) => need().row(tenant, entity, id),
    sums: (tenant: Id, cursor: Cursor) => need().sums(tenant, cursor),
    companyPeople: (tenant: Id) => need().companyPeople(tenant),
    conflicts: (settled: boolean) => need().conflicts(settled),
    news: (personId: Id, mark: NewsMark) => need().news(personId, mark),
    knownProblems: (fingerprint: Id, personId: Id) => need().knownProblems(fingerprint, personId),
    missingFiles: (personId: Id, fromHere: readonly Id[]) => need().missingFiles(personId, fromHere),
    attention: (personId: Id, fromHere: readonly Id[]) => need().attention(personId, fromHere),
    effects: () => need().effects(),
    close(): void {
      database?.close();
      database = undefined;
      reader = undefined;
    },
  };
  return { methods, file: () => file };
}
export type ReaderMethods = ReturnType<typeof readerOf>['methods'];

/** Answers what only reads `cache.db`, at the worker's end of a port. */
export function serveReader(port: WorkersEnd, files: CacheFiles): void {
  const { methods, file } = readerOf(files);
  serve(port, methods, { levelOf: () => 0, file });
}
