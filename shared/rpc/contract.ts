import * as z from 'zod';
import { writingSchema, type HeardWriting } from '../api/writing.ts';
import { idSchema, type Id } from '../domain/kernel/ids.ts';
import type { Facts, Refusal, Remark } from '../domain/kernel/command.ts';
import type { RowOf } from '../domain/kernel/entity.ts';
import type { Keep } from '../domain/org/entities.ts';
import type { attachment, internalNote, message, ticket } from '../domain/tickets/entities.ts';
import type { Calendar } from '../domain/sla/calendar.ts';
import { prioritySchema, requestTypeSchema, type Status } from '../domain/tickets/values.ts';
import type { Outcome } from '../api/sync.ts';
import { ACCESS_METHODS, type SessionView } from './access.ts';
import { ANSWER_METHODS } from './answers.ts';
import { COMPANY_METHODS } from './company.ts';
import { DASHBOARD_METHODS } from './dashboard.ts';
import { ERROR_METHODS } from './errors.ts';
import { FILE_METHODS } from './files.ts';
import { LIBRARY_METHODS } from './library.ts';
import { method, nothing } from './method.ts';
import { NOTICE_METHODS, type NoticeView } from './notices.ts';
import { RECOVERY_METHODS } from './recovery.ts';

/*
 * The one contract between screens and core. A method is its input's schema and its output's type; the gate
 * (electron/core/gate.ts) parses the input, the handlers implement `Handlers`. Times are ms since 1970 UTC.
 */
const rowRef = z.strictObject({ tenant: idSchema, id: idSchema });

// ── who, where, which program ────────────────────────────────────────────────────────────────────────────────────────
export type { SessionView, TenantView } from './access.ts';
export interface AppInfo {
  readonly version: string;
  readonly build: string;
  readonly host: 'desktop' | 'browser' | 'test';
  readonly system: string;
  readonly architecture: string;
  readonly database: string;
  readonly hardware: string;
  readonly cloudUrl: string;
  /** Where the program's keepers read mail (DOC-02); null where nobody said. */
  readonly keepers: string | null;
  readonly profileFolder: string;
}
/** How long what was sent waits on this device and can still be taken back, ms. */
export const UNDO_SEND = 10_000;
/** A screen that a link or another program asked for (OFF-06). */
export interface OpenRequest {
  readonly screen: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export const deviceSettingsSchema = z.strictObject({
  language: z.enum(['it', 'en', 'ru']),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['comfortable', 'compact']),
  /** Whether what is sent waits `UNDO_SEND` first. */
  undoSend: z.boolean(),
});
export type DeviceSettings = z.output<typeof deviceSettingsSchema>;

// ── sync lamp and outbox ─────────────────────────────────────────────────────────────────────────────────────────────
/** One honest word (ui.md): `needs_you` wins over the others, then `sign_in`, `offline`, `sending`, `loading`, `online`. */
export interface SyncView {
  readonly lamp: 'online' | 'offline' | 'sending' | 'loading' | 'needs_you' | 'sign_in';
  readonly online: boolean;
  readonly waiting: number;
  readonly needsYou: number;
  /** Commands or rows done and in all, while sending or loading. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly lastSync: number | null;
  /** Why the last try failed, as an error code; null after a success. */
  readonly problem: string | null;
  readonly nextTry: number | null;
  /** Deletions of so many rows that the person is asked first; `postponed`: not now, until the next start. */
  readonly deletions: readonly { readonly tenant: Id; readonly tenantName: string; readonly rows: number; readonly of: number; readonly postponed: boolean }[];
}
/** `unanswered`: sent, and the answer was lost; sent again until one comes, and no longer to be withdrawn. `to_confirm`: saved although this device knew a reason against it, or could not know (sync.md: da confermare). */
export type OutboxState = 'held' | 'saved' | 'to_confirm' | 'sending' | 'unanswered' | 'delivered' | 'needs_you' | 'withdrawn';
export interface OutboxFile {
  readonly attachmentId: Id;
  readonly name: string;
  readonly size: number;
  /** Bytes that the cloud has. */
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed' | 'withdrawn';
  readonly problem: string | null;
}
export interface OutboxEntry {
  readonly commandId: Id;
  readonly tenant: Id;
  readonly tenantName: string;
  readonly name: string;
  readonly state: OutboxState;
  /** What a person recognises it by: the ticket's title or number, the first words. */
  readonly title: string;
  readonly savedAt: number;
  readonly outcome: Outcome | null;
  readonly number: number | null;
  /** The command whose refusal this one shares (sync.md, A command's life). */
  readonly because: Id | null;
  /** Shared by what was given as one (LST-07); null for what was given alone. */
  readonly batch: Id | null;
  /** What it sets, for the line of a batch; empty for what is told by its title. */
  readonly sets: { readonly priority?: string; readonly status?: string; readonly operatorId?: Id };
  readonly files: readonly OutboxFile[];
  readonly target: { readonly entity: string; readonly id: Id } | null;
}

// ── what needs the person ─────────────────────────────────────────────────────────────────────────────────────────────
/** A field that two people wrote at once, as a screen tells it (product.md 7). `words` is what an id stands for. */
export interface ConflictView {
  readonly id: Id;
  readonly tenant: Id;
  readonly tenantName: string;
  readonly entity: string;
  readonly rowId: Id;
  readonly field: string;
  /** A long text: both can be kept, edited into one. */
  readonly isText: boolean;
  /** `at`: when it was typed, ms. */
  readonly mine: { readonly value: unknown; readonly words: string | null; readonly at: number };
  /** `at`: when it reached the cloud. Null where nobody can say any more. */
  readonly theirs: { readonly value: unknown; readonly words: string | null; readonly at: number | null; readonly byId: Id | null; readonly byName: string | null };
  /** Null for a row that is not here any more. */
  readonly row: { readonly title: string; readonly number: number | null } | null;
  /** What the row holds as this desk shows it: mine, unless somebody has written since. */
  readonly now: { readonly value: unknown; readonly words: string | null } | null;
  readonly commandId: Id;
  readonly at: number;
  /** Null until the person has decided. */
  readonly kept: Keep | null;
  /** Where the decision stands between this desk and the cloud. */
  readonly sync: RowSync;
}

// ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────
/**
 * `saved`: on this device's disk. `remarks`: nothing was saved yet, a part cannot be done; ask, then call with
 * `acceptRemarks`. `refused`: nothing was saved; with why=`state` it may be queued with `queueAnyway`.
 */
export type RunAnswer =
  | { readonly state: 'saved'; readonly commandId: Id; readonly toConfirm: boolean; readonly remarks: readonly Remark[]; readonly held: boolean }
  | { readonly state: 'remarks'; readonly remarks: readonly Remark[] }
  | { readonly state: 'refused'; readonly refusal: Refusal; readonly knownAt: number | null };

// ── tickets ──────────────────────────────────────────────────────────────────────────────────────────────────────────
/** Where a row stands between this desk and the cloud. */
export type RowSync = 'settled' | 'waiting' | 'sending' | 'needs_you';
/** What lists show or export of a ticket: a page has a hundred rows, and each field of them is read, carried and read again (P1). */
export const LISTED_FIELDS = [
  'number', 'title', 'type', 'area', 'priority', 'status', 'private', 'requesterName', 'operatorId', 'operatorName',
  'createdAt', 'updatedAt', 'lastReplyAt', 'closedAt', 'dueAt', 'pausedAt', 'breachedAt',
] as const satisfies readonly (keyof typeof ticket.fields)[];
export type TicketRow = Pick<RowOf<typeof ticket>, 'id' | 'rev' | (typeof LISTED_FIELDS)[number]> & {
  readonly tenant: Id;
  readonly tenantName: string;
  readonly firstLine: string;
  readonly sync: RowSync;
};
export type TicketView = RowOf<typeof ticket> & { readonly tenant: Id; readonly tenantName: string; readonly sync: RowSync };
export type MessageView = RowOf<typeof message> & { readonly sync: RowSync; readonly commandId: Id | null };
export type NoteView = RowOf<typeof internalNote> & { readonly sync: RowSync };
export type AttachmentView = RowOf<typeof attachment> & {
  readonly sync: RowSync;
  /** Whether the bytes are on this device. */
  readonly here: boolean;
  readonly sent: number;
};
export interface TicketDetail {
  readonly ticket: TicketView;
  readonly messages: readonly MessageView[];
  /** What could not be done of this desk's own answers, though their text was delivered (DET-05). */
  readonly remarks?: readonly { readonly messageId: Id; readonly remarks: readonly Remark[] }[];
  readonly notes: readonly NoteView[];
  readonly attachments: readonly AttachmentView[];
  readonly related: readonly RelatedTicket[];
  readonly contacts: readonly { readonly id: Id; readonly name: string }[];
  readonly agents: readonly { readonly id: Id; readonly name: string }[];
  readonly closeAfterMinutes: number;
  /** SLA-01: the vendor's, by which the due date was counted. */
  readonly calendar: Calendar;
}
/** Another request that this one has to do with, and how: DET-03, DET-07 (`follows`), DET-10 (`merged_…`). */
export interface RelatedTicket {
  readonly id: Id;
  readonly number: number | null;
  readonly title: string;
  readonly status: Status;
  readonly how: 'follows' | 'followed_by' | 'merged_into' | 'merged_from';
}
/** LST-01: one sort, one choice in each filter. */
export const ticketQuerySchema = z.strictObject({
  /** Null for all the companies on this desk. */
  tenant: idSchema.nullable(),
  sort: z.enum(['created', 'last_reply', 'priority', 'due']),
  code: z.int().positive().nullable(),
  status: z.enum(['any', 'open', 'closed']),
  priority: prioritySchema.nullable(),
  type: requestTypeSchema.nullable(),
  createdFrom: z.int().nullable(),
  createdTo: z.int().nullable(),
  /** Words anywhere in title, description and answers; null or '' for none. */
  text: z.string().max(200).nullable(),
  /** Only what is not taken, or is mine (operators). */
  operator: z.enum(['any', 'none', 'mine']),
  /** SLA-01: due within a day, or past its due date; neither paused nor closed. */
  due: z.enum(['any', 'soon', 'overdue']),
  /** LST-08: none but private ones. */
  onlyPrivate: z.boolean(),
});
export type TicketQuery = z.output<typeof ticketQuerySchema>;
export interface TicketPage {
  readonly rows: readonly TicketRow[];
  readonly total: number;
  /** Of all the tickets the query's tenant has here, whatever the filters. */
  readonly counts: { readonly all: number; readonly open: number };
}
export interface SearchHit {
  readonly entity: 'ticket' | 'message';
  readonly tenant: Id;
  readonly ticketId: Id;
  readonly number: number | null;
  readonly title: string;
  /** The words around the hit; hits stand between U+E000 and U+E001. */
  readonly excerpt: string;
  readonly status: string;
}

// ── drafts, errors ────────────────────────────────────────────────────────────────────────────────────────────
/** What is being typed, per screen (`ticket.new`, `ticket.reply:<ticket id>`); on this device only (TKT-14). */
export interface Draft {
  readonly id: Id;
  readonly kind: string;
  readonly tenant: Id | null;
  readonly title: string;
  readonly content: unknown;
  readonly savedAt: number;
}
export interface LogLine {
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}
/** An error that no screen asked for; opens the error dialog (TKT-03). */
export interface UnexpectedError {
  readonly code: string;
  readonly message: string;
  readonly details: Facts;
  readonly where: string;
  readonly at: number;
}

export const METHODS = {
  'app.info': method<AppInfo>()(nothing),
  'app.settings': method<DeviceSettings>()(nothing),
  'app.changeSettings': method<DeviceSettings>()(deviceSettingsSchema.partial()),
  'app.log': method<readonly LogLine[]>()(z.strictObject({ limit: z.int().min(1).max(2000) })),
  /** A line of what the person did, for the capsule's last steps; kept in memory, 50 lines. */
  'app.step': method<null>()(z.strictObject({ text: z.string().max(300) })),
  /** Screens that were asked for from outside (parsed, not acted upon); each is given to one window only. */
  'app.takeOpens': method<readonly OpenRequest[]>()(nothing),
  'app.print': method<null>()(nothing),
  'app.openExternal': method<null>()(z.strictObject({ url: z.string().max(2000) })),

  ...ACCESS_METHODS,

  'sync.state': method<SyncView>()(nothing),
  'sync.now': method<SyncView>()(nothing),
  'sync.answerDeletions': method<SyncView>()(z.strictObject({ tenant: idSchema, accept: z.boolean() })),
  'outbox.list': method<readonly OutboxEntry[]>()(z.strictObject({ includeDelivered: z.boolean() })),
  'outbox.retry': method<null>()(z.strictObject({ commandId: idSchema.nullable() })),
  /** Only while held or saved; or puts away one that needs you. The typed text goes back to a draft, whose id is the answer. */
  'outbox.withdraw': method<{ readonly draftId: Id | null }>()(z.strictObject({ commandId: idSchema })),
  /** All of a batch that has not gone yet, in one step: how many came back, and how many may have gone before. */
  'outbox.withdrawBatch': method<{ readonly withdrawn: number; readonly late: number }>()(z.strictObject({ batch: idSchema })),
  /** Ends the sending of one file of a request that has gone already; before, the request itself is withdrawn or edited. */
  'outbox.cancelFile': method<null>()(z.strictObject({ attachmentId: idSchema })),
  'outbox.edit': method<{ readonly draftId: Id | null }>()(z.strictObject({ commandId: idSchema })),

  'conflicts.list': method<readonly ConflictView[]>()(z.strictObject({ settled: z.boolean() })),

  /** Ids of the rows that the command makes are in its input; `newIds` gives them. */
  'command.newIds': method<readonly Id[]>()(z.strictObject({ count: z.int().min(1).max(100) })),
  'command.run': method<RunAnswer>()(
    z.strictObject({
      tenant: idSchema,
      name: z.string().max(60),
      input: z.unknown(),
      acceptRemarks: z.boolean(),
      queueAnyway: z.boolean(),
      /** A person pressed *Invia*: it waits a moment in which it can be undone, where this device is set to. */
      undoable: z.boolean().optional(),
      /** LST-07: the same for those that a person gives as one; an id of `command.newIds`. */
      batch: idSchema.optional(),
      /** The draft that becomes this command; removed in the same step as the command is saved. */
      draftId: idSchema.nullable(),
    }),
  ),

  'tickets.list': method<TicketPage>()(z.strictObject({ query: ticketQuerySchema, offset: z.int().min(0), limit: z.int().min(1).max(500) })),
  'tickets.get': method<TicketDetail | null>()(rowRef),
  /** DET-10: an operator is typing an answer; colleagues hear of it as the topic `writing`. */
  'tickets.writing': method<null>()(writingSchema),
  'tickets.search': method<readonly SearchHit[]>()(z.strictObject({ text: z.string().max(200), tenant: idSchema.nullable(), limit: z.int().min(1).max(50) })),

  ...ANSWER_METHODS,
  ...COMPANY_METHODS,
  ...DASHBOARD_METHODS,
  ...LIBRARY_METHODS,

  /** DET-06, LST-08, SLA-01, TKT-15: the company's own number of minutes, whether its plain users see all, whether its form is the simple one, the calendar (null for the usual one); null while this desk does not have its row. */
  'company.support': method<{ readonly closeAfterMinutes: number; readonly usersSeeAll: boolean; readonly simpleForm: boolean; readonly calendar: Calendar | null } | null>()(z.strictObject({ tenant: idSchema })),

  'preferences.get': method<unknown>()(z.strictObject({ key: z.string().max(100) })),
  'preferences.set': method<null>()(z.strictObject({ key: z.string().max(100), value: z.json() })),

  'drafts.list': method<readonly Draft[]>()(z.strictObject({ kind: z.string().max(200).nullable() })),
  'drafts.get': method<Draft | null>()(z.strictObject({ id: idSchema })),
  /**
   * `seen`: when this window last saved or read the draft, null for never. Where another window has saved it since, both
   * texts stay: this one goes on under an id of its own, which is the answer's.
   */
  'drafts.save': method<{ readonly id: Id; readonly savedAt: number }>()(
    z.strictObject({ id: idSchema, kind: z.string().max(200), tenant: idSchema.nullable(), title: z.string().max(200), content: z.json(), seen: z.int().nullable().optional() }),
  ),
  /** With `seen` only as this window knows it. */
  'drafts.remove': method<null>()(z.strictObject({ id: idSchema, seen: z.int().nullable().optional() })),

  ...FILE_METHODS,

  ...ERROR_METHODS,

  ...NOTICE_METHODS,
  ...RECOVERY_METHODS,
} as const;

export type MethodName = keyof typeof METHODS;
export type InputOf<M extends MethodName> = z.input<(typeof METHODS)[M]['input']>;
export type ParsedInputOf<M extends MethodName> = z.output<(typeof METHODS)[M]['input']>;
export type OutputOf<M extends MethodName> = NonNullable<(typeof METHODS)[M]['output']> | Extract<(typeof METHODS)[M]['output'], null>;
export type Handlers = { readonly [M in MethodName]: (input: ParsedInputOf<M>) => Promise<OutputOf<M>> | OutputOf<M> };

/** What the core tells every window without being asked. */
export interface Topics {
  readonly session: SessionView;
  readonly sync: SyncView;
  /** Rows changed on this desk; a screen asks again for what it shows. */
  readonly changed: { readonly tenant: Id; readonly entities: readonly string[] };
  /** The words of all rows are in the search now: what was found before may not be all. */
  readonly indexed: null;
  readonly outbox: { readonly waiting: number; readonly needsYou: number };
  readonly settings: DeviceSettings;
  readonly error: UnexpectedError;
  /** DET-10: a colleague is writing an answer now. */
  readonly writing: HeardWriting;
  /** For windows whose host shows no notices of its own (OFF-07). */
  readonly notice: NoticeView;
  /** A link or another program asks for screens; a window takes them with `app.takeOpens`. */
  readonly open: { readonly waiting: number };
}
export type TopicName = keyof Topics;
