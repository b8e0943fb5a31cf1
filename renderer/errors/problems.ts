import { create } from 'zustand';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { invoke, RpcFailure } from '../bridge.ts';
import { useTabs } from '../state/tabs.ts';

/** Something went wrong that a person must hear of: what the error dialog shows (TKT-03). */
export interface Problem {
  /** Has a sentence in `errors.json`; `unexpected` for a bug. */
  readonly code: string;
  readonly facts: Facts;
  /** The bug's own words, in English, for whoever mends it; among the folded details. */
  readonly message: string;
  /** ms */
  readonly at: number;
  /** The kind of the screen, such as `ticket.detail`, and the record it showed. */
  readonly screen: string;
  readonly record: string;
  /** How often the same came again while the dialog was open. */
  readonly times: number;
}

/** ms */
const SAME = 1000;

interface Problems {
  readonly open: Problem | null;
  show(problem: Problem): void;
  close(): void;
}

export const useProblems = create<Problems>()((set) => ({
  open: null,
  show: (problem) =>
    set((now) => {
      if (now.open === null) return { open: problem };
      // A call that fails and the topic that tells of it are one error.
      if (now.open.message.endsWith(problem.message) && problem.at - now.open.at < SAME) return now;
      // A second dialog over the first helps nobody; the first one has the cause.
      return { open: { ...now.open, times: now.open.times + 1 } };
    }),
  close: () => set({ open: null }),
}));

interface Report {
  readonly code?: string;
  readonly facts?: Facts;
  readonly cause?: unknown;
  readonly screen?: string;
  readonly record?: string;
}

function wordsOf(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  return cause === undefined ? '' : String(cause);
}

/**
 * Opens the error dialog and writes the event log. Screens call it for a failure that is not the person's doing; a
 * refusal that the person can mend stays beside its field instead.
 */
export function reportProblem({ code, facts, cause, screen, record }: Report): void {
  const failure = cause instanceof RpcFailure ? cause : null;
  const { documents, activeKey } = useTabs.getState();
  const here = documents.find((document) => document.key === activeKey);
  const problem: Problem = {
    code: code ?? failure?.code ?? 'unexpected',
    facts: facts ?? failure?.details ?? {},
    message: wordsOf(cause),
    at: Date.now(),
    screen: screen ?? here?.kind ?? 'shell',
    record: record ?? here?.parameters['id'] ?? '',
    times: 1,
  };
  useProblems.getState().show(problem);
  const text = problem.message.slice(0, 2000);
  // The log is the last place to tell; when it cannot be reached either, the dialog is already open.
  invoke('errors.report', { code: problem.code.slice(0, 120), message: text, where: problem.screen.slice(0, 400) }).catch(() => undefined);
}
