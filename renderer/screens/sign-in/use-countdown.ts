import { useEffect, useState } from 'react';

/** Whole seconds that are left of a wait; 0 once it is over. `begin` starts one anew. */
export function useCountdown(first: number): { readonly left: number; readonly begin: (seconds: number) => void } {
  const [until, setUntil] = useState(() => Date.now() + first * 1000);
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), 250);
    return () => clearTimeout(timer);
  }, [left, now]);
  return {
    left,
    begin(seconds) {
      setNow(Date.now());
      setUntil(Date.now() + seconds * 1000);
    },
  };
}
