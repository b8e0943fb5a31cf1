import type { InputOf, MethodName, OutputOf } from '#shared/rpc/contract.ts';
import { invoke, RpcFailure } from '../bridge.ts';
import { reportProblem } from '../errors/problems.ts';

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: RpcFailure };

/**
 * Asks the core for something that a person just wanted. A failure is a value: one with a sentence of its own is the
 * caller's to show; a bug (`unexpected`) has opened the error dialog already.
 */
export async function ask<M extends MethodName>(method: M, input: InputOf<M>): Promise<Answered<OutputOf<M>>> {
  try {
    return { ok: true, value: await invoke(method, input) };
  } catch (error) {
    const failure = error instanceof RpcFailure ? error : new RpcFailure({ code: 'unexpected', message: String(error), details: {} });
    if (failure.code === 'unexpected') reportProblem({ cause: failure });
    return { ok: false, failure };
  }
}
