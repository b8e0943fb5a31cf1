import type * as z from 'zod';
import { WHILE_LOCKED } from '#shared/rpc/access.ts';
import { METHODS, type Handlers, type MethodName, type TopicName } from '#shared/rpc/contract.ts';
import { callSchema, type Answer, type FromCore, type RpcError } from '#shared/rpc/wire.ts';
import { typedError } from './core-error.ts';
import type { EventLog } from './errors/event-log.ts';
import type { Line } from './host.ts';
import type { Publisher } from './topics.ts';

const TOLD_WHILE_LOCKED: ReadonlySet<TopicName> = new Set(['session', 'settings', 'open', 'error']);

/** The one way in (architecture.md, Errors): known method → input parse → handler; nothing that a window sends ends the core. */
export interface Gate {
  /** Serves a window until its line closes. */
  connect(line: Line): void;
  close(): void;
}

/** `locked`: nothing of the desk goes out, and only what opens it again is answered. */
export function createGate(handlers: Handlers, publisher: Publisher, events: EventLog, now: () => number, locked: () => boolean = () => false): Gate {
  const lines = new Set<Line>();
  const unlisten = publisher.listen((topic, data) => {
    if (locked() && !TOLD_WHILE_LOCKED.has(topic)) return;
    for (const line of lines) send(line, { topic, data });
  });

  const answer = async (message: unknown): Promise<Answer | undefined> => {
    const call = parseSafely(callSchema, message);
    // What has no number cannot be answered.
    if (!call.ok) return call.id === undefined ? undefined : refusal(call.id, 'rpc.invalid', {});
    const { id, method, input } = call.value;
    if (!isMethod(method)) return refusal(id, 'rpc.unknown_method', {});
    if (locked() && !WHILE_LOCKED.has(method)) return refusal(id, 'session.locked', {});
    const parsed = parseSafely(METHODS[method].input, input);
    if (!parsed.ok) return refusal(id, 'input.invalid', { method, field: parsed.field });
    try {
      return { id, ok: true, value: await run(handlers, method, parsed.value) };
    } catch (error) {
      return { id, ok: false, error: failure(error, method) };
    }
  };

  const failure = (error: unknown, method: MethodName): RpcError => {
    const typed = typedError(error);
    if (typed) return { code: typed.code, message: error instanceof Error ? error.message : '', details: typed.facts };
    // A bug: kept for support, told to every window (TKT-03), and the core goes on.
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    events.write('error', 'unexpected', { method, reason, stack: error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join(' ') : '' });
    publisher.publish('error', { code: 'unexpected', message: reason, details: { method }, where: method, at: now() });
    return { code: 'unexpected', message: reason, details: { method } };
  };

  return {
    connect(line) {
      lines.add(line);
      line.onClose(() => lines.delete(line));
      line.onMessage((message) => {
        void answer(message).then((reply) => {
          if (reply && lines.has(line)) send(line, reply);
        });
      });
    },
    close() {
      unlisten();
      for (const line of lines) line.close();
      lines.clear();
    },
  };

  /** A line that broke while we spoke is its own end and nobody else's. */
  function send(line: Line, message: FromCore): void {
    try {
      line.send(message);
    } catch (error) {
      lines.delete(line);
      events.write('warn', 'rpc.line_broken', { reason: error instanceof Error ? error.message : '' });
    }
  }
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}

function run(handlers: Handlers, method: MethodName, input: unknown): unknown {
  // The input was parsed by this method's own schema one line above; the compiler cannot join the two unions.
  const handler = handlers[method] as (input: unknown) => unknown;
  return handler(input);
}

function refusal(id: number, code: string, details: RpcError['details']): Answer {
  return { id, ok: false, error: { code, message: '', details } };
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly field: string; readonly id: number | undefined };

/** Hostile input may make the parsing itself throw: nesting without end, members that cannot be read. */
function parseSafely<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, field: parsed.error.issues[0]?.path.map(String).join('.') ?? '', id: idOf(value) };
  } catch {
    return { ok: false, field: '', id: undefined };
  }
}

function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  const { id } = message;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}
