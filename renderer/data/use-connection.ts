import { useSyncExternalStore } from 'react';
import { connectionNow, watchConnection, type Connection } from '../bridge.ts';

/** Whether there is a core behind this window. */
export function useConnection(): Connection {
  return useSyncExternalStore(watchConnection, connectionNow);
}
