import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor, Sum } from '#shared/api/sync.ts';
import type { ConflictView, SearchHit, TicketPage, TicketQuery } from '#shared/rpc/contract.ts';
import type { MissingFile } from '#shared/rpc/files.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import type { Day, DayEntry, StandingCounts, Trend } from '#shared/rpc/dashboard.ts';
import type { KnownProblem } from '#shared/rpc/errors.ts';
import type { DocumentDetail, DocumentHit, DocumentRow } from '#shared/rpc/library.ts';
import type { LocalEffect, Manual, News, NewsMark } from '../store.ts';
import type { ReaderMethods } from './serve-reader.ts';
import type { Answer } from './worker-call.ts';

/** Which reader answers: at once, or what may take a moment. */
export type Lane = 'quick' | 'lists';

/** What is asked of the rows, each answered by one reader as it is. */
export abstract class ScreenReads {
  protected abstract read<K extends keyof ReaderMethods>(lane: Lane, method: K, ...values: Parameters<ReaderMethods[K]>): Promise<Answer<ReaderMethods, K>>;

  cannedAnswers(archived: boolean): Promise<CannedAnswerView[]> {
    return this.read('lists', 'cannedAnswers', archived);
  }

  listTickets(query: TicketQuery, offset: number, limit: number, personId: Id, now = Date.now()): Promise<TicketPage> {
    return this.read('lists', 'listTickets', query, offset, limit, personId, now);
  }

  documents(tenant: Id | null): Promise<readonly DocumentRow[]> {
    return this.read('lists', 'documents', tenant);
  }

  document(tenant: Id, id: Id): Promise<DocumentDetail | undefined> {
    return this.read('quick', 'document', tenant, id);
  }

  manuals(): Promise<readonly Manual[]> {
    return this.read('lists', 'manuals');
  }

  searchDocuments(text: string, tenant: Id | null, whole: boolean, limit: number): Promise<readonly DocumentHit[]> {
    return this.read('lists', 'searchDocuments', text, tenant, whole, limit);
  }

  trend(tenant: Id | null, edges: readonly number[]): Promise<Trend> {
    return this.read('lists', 'trend', tenant, edges);
  }

  standing(tenant: Id | null, now: number): Promise<StandingCounts> {
    return this.read('lists', 'standing', tenant, now);
  }

  myDay(tenant: Id | null, person: Id, day: Day, limit: number): Promise<readonly DayEntry[]> {
    return this.read('quick', 'myDay', tenant, person, day, limit);
  }

  search(text: string, tenant: Id | null, limit: number): Promise<readonly SearchHit[]> {
    return this.read('lists', 'search', text, tenant, limit);
  }

  companyPeople(tenant: Id): Promise<CompanyPeople> {
    return this.read('quick', 'companyPeople', tenant);
  }

  conflicts(settled: boolean): Promise<readonly ConflictView[]> {
    return this.read('quick', 'conflicts', settled);
  }

  news(personId: Id, mark: NewsMark): Promise<News> {
    return this.read('quick', 'news', personId, mark);
  }

  knownProblems(fingerprint: Id, personId: Id): Promise<readonly KnownProblem[]> {
    return this.read('quick', 'knownProblems', fingerprint, personId);
  }

  missingFiles(personId: Id, fromHere: readonly Id[]): Promise<readonly MissingFile[]> {
    return this.read('quick', 'missingFiles', personId, fromHere);
  }

  attention(personId: Id, fromHere: readonly Id[]): Promise<number> {
    return this.read('quick', 'attention', personId, fromHere);
  }

  knownAt(tenant: Id): Promise<number | null> {
    return this.read('quick', 'knownAt', tenant);
  }

  settledIds(): Promise<readonly Id[]> {
    return this.read('quick', 'settledIds');
  }

  row(tenant: Id, entity: string, id: Id): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.read('quick', 'row', tenant, entity, id);
  }

  sums(tenant: Id, cursor: Cursor): Promise<readonly Sum[] | undefined> {
    return this.read('lists', 'sums', tenant, cursor);
  }

  effects(): Promise<readonly LocalEffect[]> {
    return this.read('quick', 'effects');
  }
}
