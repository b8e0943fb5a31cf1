import { useEffect } from 'react';
import { invoke } from '../bridge.ts';
import { useSession } from '../data/use-session.ts';

/** The core is told no more often than this, ms: a small part of the shortest idle time. */
const TELL_EVERY = 10_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** OFF-04: tells the core that somebody is at the desk, where it is to be locked after a while without anybody. */
export function usePresence(): void {
  const { locked, pin } = useSession();
  const wanted = locked === null && pin?.idleMinutes != null;
  useEffect(() => {
    if (!wanted) return;
    let told = -Infinity;
    const tell = () => {
      if (performance.now() - told < TELL_EVERY) return;
      told = performance.now();
      void invoke('session.active', {}).catch(() => undefined);
    };
    tell();
    for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [wanted]);
}
