import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { NOTICE_WISHES, noticeWishesOf, quietFor } from '#shared/domain/org/notice-wishes.ts';
import type { NoticeView } from '#shared/rpc/notices.ts';
import { codeOf } from '../core-error.ts';
import type { Desk } from '../desk.ts';
import type { Device } from '../device.ts';
import type { EventLog } from '../errors/event-log.ts';
import { readPreference } from '../handlers/preferences.ts';
import type { HostPorts } from '../host.ts';
import { writePrivateFile } from '../private-file.ts';
import type { Session } from '../session.ts';
import type { NewsMark } from '../store/store.ts';
import type { Publisher } from '../topics.ts';
import { kindOf, lateTogether, oneForEach } from './classify.ts';
import { lateWords, manyWords, needsYouWords, noticeWords } from './words.ts';

/** ms. Rows of one push arrive together. */
const GATHER = 300;
/** More at once, as after a night of sleep, are told by their number. */
const ONE_BY_ONE = 4;
const markSchema = z.object({ rid: z.record(z.string(), z.int()), seq: z.record(z.string(), z.int()) });
const NOTHING: NewsMark = { rid: {}, seq: {} };

export interface Notices {
  /** Which request a window has in front of the person now; null for none. */
  watching(window: Id, ticketId: Id | null): void;
  stop(): Promise<void>;
}

interface NoticeParts {
  readonly session: Session;
  readonly device: Device;
  readonly host: HostPorts;
  readonly publisher: Publisher;
  readonly events: EventLog;
}

/**
 * OFF-07: what others did in the person's requests, once for each event and never for what they did themselves. How far
 * it was told is on the disk before it is told: a crash may cost a notice, and never repeats one.
 */
export function createNotices({ session, device, host, publisher, events }: NoticeParts): Notices {
  const windows = new Map<Id, Id>();
  let needsYou: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer looks; nearer wishes move it, later ones do not: a desk that always changes is told too. */
  let due = Infinity;
  let queue: Promise<void> = Promise.resolve();
  let stopped = false;

  const tell = (notice: NoticeView) => {
    host.notify(notice.title, notice.body, notice.open ?? undefined);
    publisher.publish('notice', notice);
  };
  const wishesOf = async (desk: Desk) => noticeWishesOf(await readPreference(desk, NOTICE_WISHES));
  const minuteNow = () => {
    const now = new Date(host.now());
    return now.getHours() * 60 + now.getMinutes();
  };
  const lookIn = (ms: number) => {
    const at = performance.now() + ms;
    if (at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      due = Infinity;
      queue = queue.then(look).catch((error: unknown) => {
        const desk = session.openDesk();
        // A desk that closes meanwhile has nobody to tell.
        if (!stopped && desk !== undefined && !desk.signal.aborted) events.write('warn', codeOf(error), { while: 'notices' });
      });
    }, ms);
    timer.unref();
  };

  async function look(): Promise<void> {
    const desk = session.openDesk();
    if (desk === undefined || stopped) return;
    const { folder, store, person } = desk.profile;
    const wishes = await wishesOf(desk);
    const file = join(folder, 'notices.json');
    const mark = await readMark(file);
    const quiet = mark === undefined ? 0 : quietFor(wishes, minuteNow());
    if (quiet > 0) return lookIn(quiet * 60_000);
    const me = person().id;
    const news = await store.cache.news(me, mark ?? NOTHING);
    if (JSON.stringify(news.mark) === JSON.stringify(mark)) return;
    await writePrivateFile(file, JSON.stringify(news.mark));
    const seen = new Set(windows.values());
    const told = news.rows.flatMap((row) => {
      const kind = kindOf(row, me);
      return kind === null || !wishes.kinds.includes(kind) || seen.has(row.ticketId) ? [] : [{ kind, row }];
    });
    const each = oneForEach(told);
    const { language } = device.settings();
    if (each.length > ONE_BY_ONE) tell({ ...manyWords(language, told.length, each.length), open: { screen: 'ticket.list', parameters: {} } });
    else {
      const { late, others } = lateTogether(each);
      if (late > 0) tell({ ...lateWords(language, late), open: { screen: 'ticket.list', parameters: {} } });
      for (const one of others) tell({ ...noticeWords(language, one), open: { screen: 'ticket.detail', parameters: { tenant: one.row.tenant, id: one.row.ticketId } } });
    }
  }

  async function tellNeedsYou(count: number): Promise<void> {
    const desk = session.openDesk();
    if (desk === undefined) return;
    const wishes = await wishesOf(desk);
    if (!wishes.kinds.includes('needs_you') || quietFor(wishes, minuteNow()) > 0) return;
    tell({ ...needsYouWords(device.settings().language, count), open: { screen: 'outbox', parameters: {} } });
  }

  const unlisten = publisher.listen((topic, data) => {
    if (topic === 'changed' || topic === 'session') lookIn(GATHER);
    if (topic === 'session' && session.openDesk() === undefined) needsYou = undefined;
    if (topic !== 'outbox' || typeof data !== 'object' || data === null || !('needsYou' in data) || typeof data.needsYou !== 'number') return;
    const count = data.needsYou;
    host.badge(count);
    // What needed the person before this start is on the lamp, and was told then.
    if (needsYou !== undefined && count > needsYou) queue = queue.then(() => tellNeedsYou(count)).catch(() => undefined);
    needsYou = count;
  });
  return {
    watching(window, ticketId) {
      if (ticketId === null) windows.delete(window);
      else windows.set(window, ticketId);
    },
    async stop() {
      stopped = true;
      unlisten();
      clearTimeout(timer);
      await queue;
    },
  };
}

async function readMark(file: string): Promise<NewsMark | undefined> {
  try {
    return markSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // The first time, or not readable any more: what is here now is no news.
    return undefined;
  }
}
