import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { invoke, RpcFailure } from '../../../bridge.ts';
import { newId } from '../parts/run-command.ts';
import type { FileProblem } from './choose.ts';

export interface KeptFile {
  readonly file: ChosenFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Copies a file's bytes into the core, which answers once they are on disk (TKT-12); a problem where that cannot be. */
export async function keepFile(file: File, name: string): Promise<KeptFile | FileProblem> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // Deleted, moved or locked between choosing and reading.
    return { code: 'file.unreadable', facts: { name } };
  }
  try {
    return { file: await invoke('files.keep', { id: await newId(), name, mime: file.type.slice(0, 120) || 'application/octet-stream', bytes }), bytes };
  } catch (error) {
    return error instanceof RpcFailure ? { code: error.code, facts: { name, ...error.details } } : { code: 'unexpected', facts: {} };
  }
}
