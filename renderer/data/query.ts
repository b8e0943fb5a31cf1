import { QueryClient, keepPreviousData, notifyManager, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InputOf, MethodName, OutputOf, SessionView } from '#shared/rpc/contract.ts';
import { invoke, subscribe, type RpcFailure } from '../bridge.ts';
import { looksForWords } from './looks-for-words.ts';

/** Which rows an answer stands on; the answer is asked for again when the core says that one of them changed. */
const STANDS_ON: Partial<Record<MethodName, readonly string[]>> = {
  'tickets.list': ['ticket', 'conflict'],
  // The value that stands now is any row's.
  'conflicts.list': ['*'],
  'files.missing': ['attachment', 'document', 'document_file', 'preference'],
  'tickets.get': ['ticket', 'conflict', 'message', 'internal_note', 'attachment', 'agent', 'membership', 'support_settings'],
  'errors.known': ['ticket', 'message'],
  'tickets.search': ['ticket', 'message'],
  'library.list': ['document', 'conflict'],
  'library.get': ['document', 'document_version', 'document_file'],
  'library.search': ['document'],
  'dashboard.trend': ['ticket'],
  'dashboard.myDay': ['ticket', 'conflict'],
  'dashboard.standing': ['ticket'],
  'preferences.get': ['preference'],
  'company.support': ['support_settings'],
  'company.people': ['company', 'membership', 'invitation', 'user_group', 'module_access'],
  'company.portrait': ['portrait'],
  'answers.list': ['canned_answer'],
};
/** Answers that follow the state of sending rather than a table. */
const FOLLOWS_SENDING: readonly MethodName[] = ['outbox.list', 'answers.list', 'tickets.get', 'tickets.list', 'conflicts.list', 'files.missing', 'company.people', 'library.list', 'library.get'];
/** Changes that arrive together are asked for once, ms. */
const GATHER = 40;

// In the same turn: a radio button that waits for the next one jumps back to its old place for a moment.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The core answers from this device: it neither needs the network nor gets stale by itself.
      networkMode: 'always',
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
    },
  },
});

interface Options {
  readonly enabled?: boolean;
  /** Shows the last answer while the next one, to another input, is on its way. */
  readonly keepPrevious?: boolean;
}

/** The core's answer, kept up to date by its `changed` topic. The key is `[method, input]`. */
export function useQueryOf<M extends MethodName>(method: M, input: InputOf<M>, options: Options = {}): UseQueryResult<OutputOf<M>, RpcFailure> {
  return useQuery<OutputOf<M>, RpcFailure>({
    queryKey: [method, input],
    queryFn: () => invoke(method, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks again for everything that stands on these methods. */
export function askAgain(...methods: readonly MethodName[]): void {
  void queryClient.invalidateQueries({ predicate: (query) => methods.some((method) => query.queryKey[0] === method) });
}

/**
 * Joins the screens' answers to the core's topics, until the returned function is called. `onPerson` is told when
 * another person, or nobody, works here now: nothing of the last one may stay; `onLocked` when the desk is covered.
 */
export function followCore(onPerson: () => void, onLocked: () => void): () => void {
  let person: string | null | undefined;
  const due = new Set<MethodName>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (methods: Iterable<MethodName>) => {
    for (const method of methods) due.add(method);
    timer ??= setTimeout(() => {
      timer = undefined;
      const methods = [...due];
      due.clear();
      askAgain(...methods);
    }, GATHER);
  };
  const stops = [
    subscribe('changed', ({ entities }) => {
      const touched = (Object.keys(STANDS_ON) as MethodName[]).filter((method) => STANDS_ON[method]?.some((name) => name === '*' || entities.includes(name)));
      soon(touched);
    }),
    subscribe('indexed', () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => looksForWords(queryKey) })),
    subscribe('outbox', () => soon(FOLLOWS_SENDING)),
    subscribe('sync', (view) => queryClient.setQueryData(['sync.state', {}], view)),
    subscribe('settings', (settings) => queryClient.setQueryData(['app.settings', {}], settings)),
    subscribe('session', (session) => {
      const before = person ?? queryClient.getQueryData<SessionView>(['session.state', {}])?.person?.id ?? null;
      person = session.person?.id ?? null;
      const wasLocked = queryClient.getQueryData<SessionView>(['session.state', {}])?.locked != null;
      queryClient.setQueryData(['session.state', {}], session);
      if (!wasLocked && session.locked !== null) onLocked();
      // While it was locked nothing was told.
      if (before === person && wasLocked && session.locked === null) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session.state' });
      if (before === person) return;
      queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session.state' && query.queryKey[0] !== 'app.settings' && query.queryKey[0] !== 'app.info' });
      // Who signs in at an empty desk finds what this window was opened for (TKT-04).
      if (before !== null) onPerson();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
