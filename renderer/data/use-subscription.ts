import { useEffect, useEffectEvent } from 'react';
import type { TopicName, Topics } from '#shared/rpc/contract.ts';
import { subscribe } from '../bridge.ts';

/** Listens to a topic of the core while the component is on the screen. */
export function useSubscription<T extends TopicName>(topic: T, listener: (data: Topics[T]) => void): void {
  const newest = useEffectEvent(listener);
  useEffect(() => subscribe(topic, (data) => newest(data)), [topic]);
}
