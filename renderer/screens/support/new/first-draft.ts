import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { TITLE_LIMIT } from '#shared/domain/tickets/values.ts';
import { invoke } from '../../../bridge.ts';
import { reportProblem } from '../../../errors/problems.ts';
import type { Parameters } from '../../../state/tabs.ts';
import { findDraft } from '../parts/use-draft.ts';
import { newTicketDraft, storedTicketDraft, type TicketDraft } from './ticket-draft.ts';

export interface FirstDraft {
  readonly draft: TicketDraft;
  readonly tenant: Id | null;
  /** What the form was before anybody typed; null for a draft that was kept. */
  readonly filledIn: TicketDraft | null;
}

/**
 * The form as it opens: a kept draft as it was, or a new one with what is known (TKT-03). Parameters may come from a
 * link of another program (OFF-06): they are shown, never acted upon.
 */
export async function firstDraft(draftId: Id, parameters: Parameters, email: string): Promise<FirstDraft> {
  const kept = await findDraft({ id: draftId });
  if (kept) return { draft: storedTicketDraft(kept.content), tenant: kept.tenant, filledIn: null };
  const about = parameters['summary'] ?? '';
  const draft: TicketDraft = {
    ...newTicketDraft(email),
    title: (parameters['title'] ?? firstSentence(about)).slice(0, TITLE_LIMIT),
    ...(parameters['description'] === undefined ? {} : { description: richTextOf(parameters['description']) }),
    ...(await capsuleOf(parameters)),
  };
  return { draft, tenant: parameters['tenant'] ?? null, filledIn: draft };
}

/** What happened, without the advice that follows it in the error dialog. */
function firstSentence(text: string): string {
  return /^[^\n]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text.split('\n')[0] ?? '';
}

const NOTHING = { capsule: null, hidden: [] };

/** What would go with the request about the error or the screen; null where it was opened by itself, or cannot be had. */
async function capsuleOf(parameters: Parameters): Promise<Pick<TicketDraft, 'capsule' | 'hidden'>> {
  const { code, screen, program, version, record, summary, title, log, at } = parameters;
  if (!code && !screen && !program) return NOTHING;
  try {
    const { capsule, hidden } = await invoke('errors.capsule', {
      code: (code ?? '').slice(0, 120),
      summary: (summary ?? (program ? title : undefined) ?? '').slice(0, 2000),
      screen: (screen ?? '').slice(0, 200),
      record: (record ?? '').slice(0, 200),
      at: Number.isSafeInteger(Number(at)) && at ? Number(at) : Date.now(),
      // Another program speaks for itself (OFF-06).
      ...(program ? { program: program.slice(0, 200), programVersion: (version ?? '').slice(0, 80), log: linesOf(log ?? '') } : {}),
    });
    return { capsule, hidden: [...hidden] };
  } catch (cause) {
    // The request goes on without it: help must be had even when this fails.
    reportProblem({ cause });
    return NOTHING;
  }
}

function linesOf(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-200)
    .map((line) => line.slice(0, 1000));
}
