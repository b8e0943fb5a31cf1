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

async function store({ content, ...record }: DraftRecord): Promise<void> {
  // Through JSON, so that members that are undefined are not there, as the contract wants it.
  if (content === null) await invoke('drafts.remove', { id: record.id });
  else await invoke('drafts.save', { ...record, title: record.title.slice(0, 200), content: json.parse(JSON.parse(JSON.stringify(content))) });
}

export interface KeptDraft {
  readonly state: DraftState;
  readonly keep: (record: DraftRecord) => void;
  readonly flush: () => Promise<void>;
  /** The draft became a command, or was thrown away. */
  readonly end: () => Promise<void>;
}

/**
 * Writes a draft at every keystroke (TKT-14), and at once when the window is left or closed, or the screen goes.
 * `kept`: it is on the disk already. Another id is another draft; the last one is written to its end.
 */
export function useDraft(id: Id, kept: boolean): KeptDraft {
  const [states, setStates] = useState<{ readonly id: Id; readonly state: DraftState } | null>(null);
  const keeper = useMemo(() => {
    let stored = kept;
    return new DraftKeeper<DraftRecord>(
      async (record) => {
        // What was never stored need not be taken away.
        if (record.content === null && !stored) return;
        await store(record);
        stored = record.content !== null;
      },
      // What was taken away again is no saved draft.
      (state) => setStates({ id, state: state === 'saved' && !stored ? 'empty' : state }),
    );
  }, [id, kept]);
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
  return { state, keep: (record) => keeper.change(record), flush: () => keeper.flush(), end: () => keeper.end() };
}

/** The draft under this id or, for a screen that has one draft alone, of this kind; null where there is none. */
export async function findDraft(by: { readonly id: Id } | { readonly kind: string }) {
  if ('id' in by) return await invoke('drafts.get', by);
  return (await invoke('drafts.list', by))[0] ?? null;
}
export { store as storeDraft };
