import { useEffect, useMemo, useState } from 'react';
import * as z from 'zod';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { invoke } from '../../../bridge.ts';
import { DraftKeeper, type DraftState } from './draft-keeper.ts';

/** What a draft is stored as (shared/rpc/contract.ts, Draft). */
export interface DraftRecord {
  readonly id: Id;
  readonly kind: string;
  readonly tenant: Id | null;
  readonly title: string;
  /** Null takes the draft away: there is nothing in it that would be missed. */
  readonly content: object | null;
}

const json = z.json();

/** Where the draft stands now; `seen` as the contract has it. */
async function store({ content, ...record }: DraftRecord, seen?: number | null): Promise<{ readonly id: Id; readonly savedAt: number | null }> {
  const known = seen === undefined ? {} : { seen };
  if (content === null) {
    await invoke('drafts.remove', { id: record.id, ...known });
    return { id: record.id, savedAt: null };
  }
  // Through JSON, so that members that are undefined are not there, as the contract wants it.
  return invoke('drafts.save', { ...record, ...known, title: record.title.slice(0, 200), content: json.parse(JSON.parse(JSON.stringify(content))) });
}

export interface KeptDraft {
  readonly state: DraftState;
  /** Under which id it stands: one of its own since another window wrote the same draft. */
  readonly idNow: () => Id;
  readonly keep: (record: DraftRecord) => void;
  readonly flush: () => Promise<void>;
  /** The draft became a command, or was thrown away. */
  readonly end: () => Promise<void>;
}

/**
 * Writes a draft at every keystroke (TKT-14), and at once when the window is left or closed, or the screen goes.
 * `kept`: it is on the disk already, since `savedAt` where that is known. Another id is another draft; the last one is written to its end.
 */
export function useDraft(id: Id, kept: boolean, savedAt?: number): KeptDraft {
  const [states, setStates] = useState<{ readonly id: Id; readonly state: DraftState } | null>(null);
  const keeper = useMemo(() => {
    let stored = kept;
    let place = { id, savedAt: kept ? savedAt : null };
    const writer = new DraftKeeper<DraftRecord>(
      async (record) => {
        // What was never stored need not be taken away.
        if (record.content === null && !stored) return;
        place = await store({ ...record, id: place.id }, place.savedAt);
        stored = record.content !== null;
      },
      // What was taken away again is no saved draft.
      (state) => setStates({ id, state: state === 'saved' && !stored ? 'empty' : state }),
    );
    return Object.assign(writer, { idNow: () => place.id });
  }, [id, kept, savedAt]);
  const state = states?.id === id ? states.state : kept ? 'saved' : 'empty';
  useEffect(() => {
    const flush = () => void keeper.flush();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      flush();
    };
  }, [keeper]);
  return { state, idNow: () => keeper.idNow(), keep: (record) => keeper.change(record), flush: () => keeper.flush(), end: () => keeper.end() };
}

/** The draft under this id or, for a screen that has one draft alone, of this kind; null where there is none. */
export async function findDraft(by: { readonly id: Id } | { readonly kind: string }) {
  if ('id' in by) return await invoke('drafts.get', by);
  return (await invoke('drafts.list', by))[0] ?? null;
}
export { store as storeDraft };
