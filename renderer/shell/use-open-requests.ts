import { useEffect, useState } from 'react';
import type { Topics } from '#shared/rpc/contract.ts';
import { useSubscription } from '../data/use-subscription.ts';
import { screenOf } from '../screens/registry.ts';
import { useTabs } from '../state/tabs.ts';

/**
 * A link or another program asks for a screen (OFF-06). It is opened, never acted upon; before sign-in it waits, so that
 * the form comes with nothing lost (TKT-04).
 */
export function useOpenRequests(signedIn: boolean): void {
  const [waiting, setWaiting] = useState<readonly Topics['open'][]>([]);
  useSubscription('open', (request) => {
    if (screenOf(request.screen) !== undefined) setWaiting((now) => [...now, request]);
  });
  useEffect(() => {
    if (!signedIn || waiting.length === 0) return;
    for (const request of waiting) useTabs.getState().open(request.screen, request.parameters);
    setWaiting([]);
  }, [signedIn, waiting]);
}
