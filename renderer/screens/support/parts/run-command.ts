import type { Id } from '#shared/domain/kernel/ids.ts';
import type { RunAnswer } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { reportProblem } from '../../../errors/problems.ts';

interface Given {
  readonly tenant: Id;
  readonly name: string;
  readonly input: unknown;
  readonly acceptRemarks?: boolean;
  readonly queueAnyway?: boolean;
  readonly draftId?: Id | null;
  /** A person pressed *Invia*. */
  readonly undoable?: boolean;
  /** LST-07: shared by those that are given as one. */
  readonly batch?: Id;
}

/** Gives a command. A failure that is nobody's refusal opens the error dialog and answers null; nothing was lost by it. */
export async function giveCommand({ tenant, name, input, acceptRemarks = false, queueAnyway = false, draftId = null, undoable = false, batch }: Given): Promise<RunAnswer | null> {
  try {
    return await invoke('command.run', { tenant, name, input, acceptRemarks, queueAnyway, draftId, undoable, ...(batch === undefined ? {} : { batch }) });
  } catch (cause) {
    reportProblem({ cause });
    return null;
  }
}

/** A fresh id for a row that the command makes, or for a draft; rejects like any call. */
export async function newId(): Promise<Id> {
  const [id] = await invoke('command.newIds', { count: 1 });
  if (id === undefined) throw new Error('command.newIds answered no id');
  return id;
}
