import type { Change } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor, Sum } from '#shared/api/sync.ts';
import type { ConflictView, SearchHit, TicketDetail, TicketPage, TicketQuery } from '#shared/rpc/contract.ts';
import type { MissingFile } from '#shared/rpc/files.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import type { Day, DayEntry, StandingCounts, Trend } from '#shared/rpc/dashboard.ts';
import type { DocumentDetail, DocumentHit, DocumentRow } from '#shared/rpc/library.ts';
import type { KnownProblem } from '#shared/rpc/errors.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import type { LocalEffect, LocalRun, Manual, News, NewsMark, RunRequest } from '../store.ts';
import { readEffects } from './effect-table.ts';
import { readMeta, readPulled } from './feed-meta.ts';
import { cannedAnswers } from './queries/canned-answers.ts';
import { companyPeople } from './queries/company-people.ts';
import { listConflicts, openConflicts } from './queries/conflicts.ts';
import { Excerpts } from './queries/excerpts.ts';
import { knownProblems } from './queries/known-problems.ts';
import { documentDetail, listDocuments, manualsInUse, searchDocuments } from './queries/library.ts';
import { listTickets } from './queries/list-tickets.ts';
import { missingFiles } from './queries/missing-files.ts';
import { myDay } from './queries/my-day.ts';
import { standing } from './queries/standing.ts';
import { newsSince } from './queries/news.ts';
import { search } from './queries/search.ts';
import { ticketDetail } from './queries/ticket-detail.ts';
import { trend } from './queries/trend.ts';
import { RowView } from './row-view.ts';
import { runRule } from './run-rule.ts';
import { sumRows } from './sum-rows.ts';
import { readRow, rowOfCells, shapeOf, type Row } from './shape.ts';

/** All that only reads `cache.db`. Runs in a reader's thread, on a connection that cannot write. */
export class CacheReader {
  readonly #database: ReadDatabase;
  /** Made at the first search: the main thread has readers of its own, which never search. */
  #excerpts: Excerpts | undefined;

  constructor(database: ReadDatabase) {
    this.#database = database;
  }

  /** `laid`: changes that are saved and perhaps not in the tables yet; laying one that is there changes nothing. */
  preview(request: RunRequest, laid: readonly Change[] = []): LocalRun {
    return this.#database.snapshot(() => {
      const meta = readMeta(this.#database, request.tenant);
      const view = new RowView(this.#database, meta);
      for (const change of laid) view.change(change);
      const { decision, needs } = runRule(view, meta, { ...request, arrival: request.now });
      const bases: Record<string, number> = {};
      // What this desk cannot decide may still change in the cloud what it looked at: its author saw this revision (I9).
      for (const { entity, id } of decision.kind === 'changes' ? decision.changes : needs) {
        const shape = shapeOf(entity);
        const row = shape && view.row(shape, id);
        if (row !== undefined) bases[`${entity}/${id}`] = Number(row.rev);
      }
      return { decision, bases, knownAt: meta.completeAt };
    });
  }

  cursor(tenant: Id): Cursor {
    const { seq, mark } = readPulled(this.#database, tenant);
    return { seq, mark };
  }

  scope(tenant: Id): string {
    return readPulled(this.#database, tenant).scope;
  }

  knownAt(tenant: Id): number | null {
    return readMeta(this.#database, tenant).completeAt;
  }

  settledIds(): Id[] {
    return this.#database.all<{ command: Id }>('SELECT command FROM settled WHERE done = 1').map((row) => row.command);
  }

  cannedAnswers(archived: boolean): CannedAnswerView[] {
    return cannedAnswers(this.#database, archived);
  }

  listTickets(query: TicketQuery, offset: number, limit: number, personId: Id, now = Date.now()): TicketPage {
    return listTickets(this.#database, query, offset, limit, { personId, now });
  }

  documents(tenant: Id | null): DocumentRow[] {
    return listDocuments(this.#database, tenant);
  }

  document(tenant: Id, id: Id): DocumentDetail | undefined {
    return documentDetail(this.#database, tenant, id);
  }

  manuals(): Manual[] {
    return manualsInUse(this.#database);
  }

  searchDocuments(text: string, tenant: Id | null, whole: boolean, limit: number): DocumentHit[] {
    this.#excerpts ??= new Excerpts();
    return searchDocuments(this.#database, this.#excerpts, text, tenant, whole, limit);
  }

  trend(tenant: Id | null, edges: readonly number[]): Trend {
    return trend(this.#database, tenant, edges);
  }

  standing(tenant: Id | null, now: number): StandingCounts {
    return standing(this.#database, tenant, now);
  }

  myDay(tenant: Id | null, person: Id, day: Day, limit: number): DayEntry[] {
    return myDay(this.#database, tenant, person, day, limit);
  }

  ticket(tenant: Id, id: Id): TicketDetail | undefined {
    return ticketDetail(this.#database, tenant, id);
  }

  search(text: string, tenant: Id | null, limit: number): SearchHit[] {
    this.#excerpts ??= new Excerpts();
    return search(this.#database, this.#excerpts, text, tenant, limit);
  }

  row(tenant: Id, entity: string, id: Id): Row | undefined {
    const shape = shapeOf(entity);
    const cells = shape && readRow(this.#database, readMeta(this.#database, tenant).feed, shape, id);
    return shape && cells && rowOfCells(shape, cells);
  }

  sums(tenant: Id, cursor: Cursor): Sum[] | undefined {
    return sumRows(this.#database, tenant, cursor);
  }

  companyPeople(tenant: Id): CompanyPeople {
    return companyPeople(this.#database, tenant);
  }

  conflicts(settled: boolean): ConflictView[] {
    return listConflicts(this.#database, settled);
  }

  missingFiles(personId: Id, fromHere: readonly Id[]): MissingFile[] {
    return missingFiles(this.#database, personId, fromHere);
  }

  knownProblems(fingerprint: Id, personId: Id): KnownProblem[] {
    return knownProblems(this.#database, fingerprint, personId);
  }

  news(personId: Id, mark: NewsMark): News {
    return newsSince(this.#database, personId, mark);
  }

  attention(personId: Id, fromHere: readonly Id[]): number {
    return this.#database.snapshot(() => openConflicts(this.#database) + missingFiles(this.#database, personId, fromHere).length);
  }

  effects(): LocalEffect[] {
    return readEffects(this.#database);
  }
}
