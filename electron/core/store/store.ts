import type { Actor, Change, Decision, Facts, Remark } from '#shared/domain/kernel/command.ts';
import type { Area } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Prepared } from '#shared/domain/kernel/run.ts';
import type { CommandResult, Cursor, PageHead, Table, Sum } from '#shared/api/sync.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import type { Day, DayEntry, StandingCounts, Trend } from '#shared/rpc/dashboard.ts';
import type { DocumentDetail, DocumentHit, DocumentRow } from '#shared/rpc/library.ts';
import type { KnownProblem } from '#shared/rpc/errors.ts';
import type { ConflictView, Draft, SearchHit, TicketDetail, TicketPage, TicketQuery } from '#shared/rpc/contract.ts';
import type { MissingFile } from '#shared/rpc/files.ts';

/*
 * The store's face to the rest of the core (sync.md, On the desk: files). `log` and `drafts` are used on the main
 * thread and return when the bytes are where they promise to be; `cache` is a proxy to its worker threads.
 */

/** How far news were told: the last row's number on this desk in each table, and each company's in the cloud. */
export interface NewsMark {
  readonly rid: Readonly<Record<string, number>>;
  readonly seq: Readonly<Record<Id, number>>;
}
export interface NewsRow {
  readonly tenant: Id;
  readonly ticketId: Id;
  readonly title: string | null;
  readonly number: number | null;
  readonly author: string | null;
  /** An event's code; null for what somebody wrote. */
  readonly event: string | null;
  /** The title of the other request that an event names: where this one was merged into (DET-10). */
  readonly other: string | null;
  readonly firstLine: string;
  /** From the vendor's own notes. */
  readonly note: boolean;
  readonly at: number | null;
  readonly requesterId: Id | null;
  readonly contactId: Id | null;
  readonly operatorId: Id | null;
}
/** A document's file; `arrived`: the cloud has its bytes. */
export interface Manual {
  readonly tenant: Id;
  readonly id: Id;
  readonly name: string;
  readonly sha256: string;
  readonly arrived: boolean;
}
export interface News {
  readonly mark: NewsMark;
  readonly rows: readonly NewsRow[];
}

/** A command as the log keeps it. `body` is the JSON text of a CommandBody and never changes once appended. */
export interface LoggedCommand {
  /** Local order, given by the log, ascending without reuse. */
  readonly place: number;
  readonly id: Id;
  readonly tenant: Id;
  readonly name: string;
  readonly body: string;
  readonly actor: Actor;
  /** Undo-send: not pushed before this time (ms); null when not held. */
  readonly heldUntil: number | null;
  readonly toConfirm: boolean;
  readonly savedAt: number;
  /** Given when it first enters a push, per (client, incarnation, tenant). */
  readonly number: number | null;
  readonly incarnation: Id | null;
  /** The cloud's answer as last heard; the cache alone says whether it is settled (I5). */
  readonly result: CommandResult | null;
  /** `parked`: the right was taken away, kept for the person to decide. `dismissed`: a needs-you put away by a click. */
  readonly state: 'open' | 'withdrawn' | 'parked' | 'dismissed' | 'settled';
  readonly because: Id | null;
  /** The code of why it was parked; null for any other, and for one that an older program parked. */
  readonly reason: string | null;
  /** Shared by the commands that a person gave as one (LST-07); null for one given alone. */
  readonly batch: Id | null;
}
export type NewCommand = Pick<LoggedCommand, 'id' | 'tenant' | 'name' | 'body' | 'actor' | 'heldUntil' | 'toConfirm' | 'savedAt'> & {
  /** The draft that it was made of, which goes with its saving. */
  readonly draftId?: Id | null | undefined;
  readonly batch?: Id | null | undefined;
};

/** Bytes that must reach the cloud; `url` is the tus address once there is one. */
export interface Upload {
  readonly attachmentId: Id;
  readonly commandId: Id;
  readonly tenant: Id;
  readonly sha256: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly url: string | null;
  readonly sent: number;
  readonly state: 'waiting' | 'sent' | 'failed' | 'withdrawn';
  readonly problem: string | null;
}
export type NewUpload = Pick<Upload, 'attachmentId' | 'commandId' | 'tenant' | 'sha256' | 'name' | 'mime' | 'size'>;

export interface LogStore {
  /** Durable when it returns (synchronous=FULL, read back at open). Throws a StoreError `disk.*` that has a sentence (R6). */
  append(command: NewCommand, uploads: readonly NewUpload[]): LoggedCommand;
  get(id: Id): LoggedCommand | undefined;
  /** Commands that are neither settled, withdrawn nor dismissed, in local order; of one tenant, or all. */
  open(tenant?: Id): readonly LoggedCommand[];
  /** The last `limit` commands whatever their state, newest first. */
  recent(limit: number): readonly LoggedCommand[];
  /** Whatever became of them, in the order of saving. */
  ofBatch(batch: Id): readonly LoggedCommand[];
  /** Gives numbers to those that have none in the current incarnation; durable before it returns. Order is kept. */
  number(tenant: Id, ids: readonly Id[]): readonly LoggedCommand[];
  recordResults(results: readonly CommandResult[]): void;
  setState(id: Id, state: LoggedCommand['state'], because?: Id): void;
  /** Keeps a command for the person to decide; `reason` is the code that says why. */
  park(id: Id, reason: string): void;
  /** Drafts of which a command was made, with the time of its saving (ms). */
  usedDrafts(): readonly { readonly draftId: Id; readonly savedAt: number }[];
  /**
   * Settled by a complete page, in one durable write however many they are. One without a result stays: it was reopened,
   * and a cache that has not heard of the fork still says what it said before.
   */
  settle(ids: readonly Id[]): void;
  /**
   * Accepted commands above the number that the cache has of the tenant's feed are pending again, although this log knew
   * them settled: the cache was cut back by a power failure, or lost (sync.md, Pending). Answers their ids.
   */
  unsettle(tenant: Id, above: number): readonly Id[];
  /** A forked history (the cloud was restored): forgets number and result of these, and makes them open, so that they are pushed again with what waited because of them. */
  reopen(ids: readonly Id[]): void;
  /** The person asks to send at once, or what made it wait is over. */
  release(id: Id): void;
  identity(): { readonly client: Id; readonly incarnation: Id };
  /** After a 409: a new incarnation; numbers of commands without a result are taken back, ids stay. */
  renumber(): void;
  uploads(): readonly Upload[];
  updateUpload(attachmentId: Id, change: Partial<Pick<Upload, 'url' | 'sent' | 'state' | 'problem'>>): void;
  close(): void;
}

export interface DraftStore {
  save(draft: Omit<Draft, 'savedAt'>, at: number): void;
  get(id: Id): Draft | undefined;
  /** Newest first; `kind` may end in `*`. */
  list(kind: string | null): readonly Draft[];
  remove(id: Id): void;
  close(): void;
}

/** How the rules ran on this desk. */
export interface LocalRun {
  readonly decision: Decision;
  /** `entity/id` → rev of each row that would change: the command's bases. */
  readonly bases: Readonly<Record<string, number>>;
  /** When the tenant's feed was last complete here; null for never. */
  readonly knownAt: number | null;
}
export interface RunRequest {
  readonly id: Id;
  readonly tenant: Id;
  readonly name: string;
  readonly input: unknown;
  readonly now: number;
  readonly actor: Actor;
  /** What `prepare` said of it with `arrival` = `now`, where it was asked already. */
  readonly prepared?: Prepared | undefined;
}

/** What pending commands look like from the rows' side, for the outbox. */
export interface LocalEffect {
  readonly commandId: Id;
  readonly title: string;
  readonly target: { readonly entity: string; readonly id: Id } | null;
  readonly refusal: { readonly code: string; readonly facts: Facts } | null;
  readonly remarks: readonly Remark[];
}

/** What of a tenant this person's feed can hold; rows outside it are `unknown` to the rules, not absent. */
export interface FeedScope {
  readonly tenant: Id;
  readonly areas: readonly Area[];
  readonly side: 'customer' | 'vendor';
}

/** The lines of a reply, cut anywhere. Who takes them on may take their memory along: they are gone then. */
export interface Lines {
  readonly pieces: readonly Uint8Array[];
}

/** A page of pull: its tables as the lines of the reply, or read already. */
export type PulledPage = PageHead & {
  readonly tables: Lines | readonly Table[];
  /** The person has agreed that many rows go. */
  readonly mayDelete?: boolean;
};

/** Rows of a feed that one pull would delete, and how many the feed had. */
export interface Deletions {
  readonly rows: number;
  readonly of: number;
}

/**
 * `forgotten`: the cloud was restored, what is shown here has numbers of a history that it does not know. `at_once`: what
 * is shown may not be seen any longer, and is not even while the feed is loaded.
 */
export type ResetHow = 'beside' | 'forgotten' | 'at_once';

/** What became of a page. `malformed` says what is wrong with one that could not be read; nothing of it was written. */
export interface PageAnswer {
  readonly applied: boolean;
  readonly settled: readonly Id[];
  /** Whose rows now look different. */
  readonly entities: readonly string[];
  readonly malformed: string | null;
  /** Not null when the page would delete so much that the person is asked first; nothing of it was written. */
  readonly held: Deletions | null;
}

export interface CacheStore {
  /**
   * Says which areas each feed holds (from `me`); kept across starts. Until it is said, a row that is not here is
   * `unknown` to the rules. Call it before the first pull.
   */
  setScopes(feeds: readonly FeedScope[]): Promise<void>;
  /** Runs the command on the rows as this desk shows them, writing nothing. */
  preview(request: RunRequest): Promise<LocalRun>;
  /** Applies a logged command, keeping the cloud's copy of touched rows in `shadow`. Idempotent by command id. `changes`: what its preview came to, for previews before it is applied. */
  apply(command: LoggedCommand, changes?: readonly Change[]): Promise<LocalEffect>;
  /**
   * Takes a withdrawn or refused command's effect away: shadow rows back, the pending re-run in order. Call it after
   * results came with a push too: `settled` names accepted commands whose rows are all here already.
   */
  rebase(tenant: Id): Promise<{ settled: readonly Id[] }>;
  cursor(tenant: Id): Promise<Cursor>;
  /** When the tenant's feed was last complete here (ms, this device's clock); null for never. */
  knownAt(tenant: Id): Promise<number | null>;
  /**
   * One page in one transaction: rows, results, cursor, and pending re-run on the rows it touched. False, and nothing
   * written, when `asked` is no longer the feed's cursor (a stale reply). `settled` names the accepted commands that
   * are now settled by a complete page; a refused one has no effect on rows and stays the person's to put away.
   * What is pending, and how each command stands, is read from the log at the moment of the call.
   */
  applyPage(tenant: Id, asked: Cursor, page: PulledPage): Promise<PageAnswer>;
  /** Scope under which the rows of the feed that is pulled were sent. '' for none. */
  scope(tenant: Id): Promise<string>;
  /**
   * Starts a feed again from its beginning under `scope`. What is shown goes on being shown, and takes commands, while
   * the pages that follow go into a feed beside it; the complete one puts that in its place, with what is pending run
   * again on it, in one transaction. A crash at any point leaves the one or the other, and the load goes on.
   */
  resetFeed(tenant: Id, scope: string, how?: ResetHow): Promise<void>;
  /** Feeds that are no longer this person's: rows purged. */
  keepFeeds(tenants: readonly Id[]): Promise<void>;
  /** Every id that the cache knows to be settled (accepted, and its rows here). */
  settledIds(): Promise<readonly Id[]>;
  /** `now`: by which what is due is filtered, ms; this device's clock when left out. */
  listTickets(query: TicketQuery, offset: number, limit: number, personId: Id, now?: number): Promise<TicketPage>;
  ticket(tenant: Id, id: Id): Promise<TicketDetail | undefined>;
  /** DET-10. */
  cannedAnswers(archived: boolean): Promise<CannedAnswerView[]>;
  /** DOC-01: see `library.list`, `library.get`, `library.search`. */
  documents(tenant: Id | null): Promise<readonly DocumentRow[]>;
  document(tenant: Id, id: Id): Promise<DocumentDetail | undefined>;
  /** DOC-01: the files of published documents as they are now. */
  manuals(): Promise<readonly Manual[]>;
  searchDocuments(text: string, tenant: Id | null, whole: boolean, limit: number): Promise<readonly DocumentHit[]>;
  /** DSH-03: how many requests were opened and closed in each span; see `dashboard.trend`. */
  trend(tenant: Id | null, edges: readonly number[]): Promise<Trend>;
  /** DSH-03: what waits for this person, at most `limit` of each reason. */
  myDay(tenant: Id | null, person: Id, day: Day, limit: number): Promise<readonly DayEntry[]>;
  /** DSH-03: the open requests against their due dates at `now`, ms. */
  standing(tenant: Id | null, now: number): Promise<StandingCounts>;
  search(text: string, tenant: Id | null, limit: number): Promise<readonly SearchHit[]>;
  /** A row by entity and id, as shown here; undefined when absent. */
  row(tenant: Id, entity: string, id: Id): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The cloud's rows here as sums, for comparing; undefined unless the feed is whole at this cursor. */
  sums(tenant: Id, cursor: Cursor): Promise<readonly Sum[] | undefined>;
  /** A company's people, invitations, groups and modules (ACC-08, SET-03). */
  companyPeople(tenant: Id): Promise<CompanyPeople>;
  /** Conflicts that the person has not decided, the oldest first; with `settled` the last decided ones after them. */
  conflicts(settled: boolean): Promise<readonly ConflictView[]>;
  /** The person's own files that never reached the cloud, but those put away and those that this device sends itself (`fromHere`). */
  missingFiles(personId: Id, fromHere: readonly Id[]): Promise<readonly MissingFile[]>;
  /** Requests here about the error with this fingerprint, those with an answer first. */
  knownProblems(fingerprint: Id, personId: Id): Promise<readonly KnownProblem[]>;
  /** What others wrote since `mark` (OFF-07), and the mark to ask with next time. */
  news(personId: Id, mark: NewsMark): Promise<News>;
  /** How many rows wait for the person: open conflicts and missing files, for the lamp. */
  attention(personId: Id, fromHere: readonly Id[]): Promise<number>;
  /** Rows the pending commands touch: which command, for the marks on screen. */
  effects(): Promise<readonly LocalEffect[]>;
  close(): Promise<void>;
}

/** Bytes by SHA-256: temp → fsync → rename → fsync of the folder. Readable by this user alone (0600). */
export interface FileStore {
  keep(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }>;
  has(sha256: string): Promise<boolean>;
  /** The same, read and compared; bytes that are no longer the right ones are put aside. */
  whole(sha256: string): Promise<boolean>;
  pathOf(sha256: string): string;
}

export interface Store {
  readonly log: LogStore;
  readonly drafts: DraftStore;
  readonly cache: CacheStore;
  readonly files: FileStore;
  close(): Promise<void>;
}

/** What had to be mended while opening; each has a sentence for the person. */
export interface OpenReport {
  readonly repaired: readonly { readonly code: 'cache.rebuilt' | 'log.salvaged' | 'drafts.rebuilt'; readonly aside: string; readonly rescued: number }[];
}
