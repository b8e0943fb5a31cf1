import { useEffect, useEffectEvent, useState } from 'react';
import type { RpcFailure } from '../../../../bridge.ts';
import { ask } from '../../../../data/ask.ts';

export type BytesState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly state: 'failed'; readonly failure: RpcFailure };

const LOADING: BytesState = { state: 'loading' };

/**
 * A file's bytes, from this device or fetched. Asked for again by `again`, and by itself when it failed and the network is
 * back (`online`). They are not kept beside the screens' other answers: 4 MB each.
 */
export function useBytes(id: string, tenant: string, online: boolean): BytesState & { readonly again: () => void } {
  const [found, setFound] = useState<{ readonly id: string; readonly try: number; readonly answer: BytesState } | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    void ask('files.read', { tenant, id }).then((answer) => {
      if (!gone) setFound({ id, try: tries, answer: answer.ok ? { state: 'ready', bytes: answer.value.bytes } : { state: 'failed', failure: answer.failure } });
    });
    return () => {
      gone = true;
    };
  }, [tenant, id, tries]);
  const current = found?.id === id && found.try === tries ? found.answer : LOADING;
  const back = useEffectEvent(() => {
    if (current.state === 'failed') setTries((before) => before + 1);
  });
  useEffect(() => {
    if (online) back();
  }, [online]);
  return { ...current, again: () => setTries((before) => before + 1) };
}
