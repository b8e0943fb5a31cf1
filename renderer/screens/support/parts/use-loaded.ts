import { useEffect, useEffectEvent, useState } from 'react';
import { reportProblem } from '../../../errors/problems.ts';

/** What `load` answered when the component appeared; null until then. A failure opens the error dialog and gives `otherwise`. */
export function useLoaded<T>(load: () => Promise<T>, otherwise: T): { readonly value: T } | null {
  const [loaded, setLoaded] = useState<{ readonly value: T } | null>(null);
  const start = useEffectEvent(async () => {
    try {
      return await load();
    } catch (cause) {
      reportProblem({ cause });
      return otherwise;
    }
  });
  useEffect(() => {
    let gone = false;
    void start().then((value) => {
      if (!gone) setLoaded({ value });
    });
    return () => {
      gone = true;
    };
  }, []);
  return loaded;
}
