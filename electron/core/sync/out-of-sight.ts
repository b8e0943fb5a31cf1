import type { Id } from '#shared/domain/kernel/ids.ts';
import { fileRow } from '../files/file-row.ts';
import type { LoggedCommand } from '../store/store.ts';
import type { SyncLine } from './line.ts';
import { basesOf, namesAny } from './pending.ts';
import { setAside } from './push.ts';
import { rebaseTenant } from './settle.ts';

/** Why a command waits whose row its author may no longer see, and why its file is not sent (LST-08). */
const HIDDEN = 'row.hidden';

/**
 * Rows left this person's sight: what was to be done with them and has not gone yet waits for the person, who is told
 * why; nothing of it is lost. One that has a number may be in the cloud already: it goes again, and the cloud answers.
 */
export async function keepHidden(line: SyncLine, tenant: Id, gone: readonly { readonly id: Id }[]): Promise<void> {
  const { log } = line.store;
  const ids = new Set(gone.map(({ id }) => id));
  const unsent = log.open(tenant).filter((command) => command.state === 'open' && command.result === null && command.number === null && command.because === null);
  for (const { id } of unsent.filter((command) => namesAny(command, ids))) {
    // It may wait already for the one before it.
    if (log.get(id)?.because === null) await setAside(line, tenant, id, HIDDEN);
  }
  for (const { attachmentId, state } of log.uploads()) {
    if (state === 'waiting' && ids.has(attachmentId)) log.updateUpload(attachmentId, { state: 'failed', problem: HIDDEN });
  }
}

/** Rows came back into sight: what waited for that goes by itself, as it would have. */
export async function releaseShown(line: SyncLine, tenant: Id): Promise<boolean> {
  const { log, cache } = line.store;
  const isHere = async (entity: string, id: Id) => (await cache.row(tenant, entity, id)) !== undefined;
  const back: LoggedCommand[] = [];
  for (const command of log.open(tenant)) {
    if (command.state !== 'parked' || command.reason !== HIDDEN) continue;
    const here = await Promise.all(basesOf(command).map(({ entity, id }) => isHere(entity, id)));
    if (here.length > 0 && here.every(Boolean)) back.push(command);
  }
  for (const { id } of back) log.release(id);
  let files = false;
  for (const { attachmentId, tenant: of, state, problem } of log.uploads()) {
    if (of !== tenant || state !== 'failed' || problem !== HIDDEN || (await fileRow(cache, tenant, attachmentId)) === undefined) continue;
    log.updateUpload(attachmentId, { state: 'waiting', problem: null });
    files = true;
  }
  if (back.length > 0) await rebaseTenant(line.store, tenant);
  return back.length > 0 || files;
}
