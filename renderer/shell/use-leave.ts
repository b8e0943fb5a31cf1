import { useSync } from '../data/use-session.ts';
import { useWorkplace } from '../state/workplace.ts';
import { signOut } from './sign-out-dialog.tsx';

/** Signs out; asks first where leaving has a price (sign-out-dialog.tsx). */
export function useLeave(): () => void {
  const sync = useSync();
  const set = useWorkplace((place) => place.set);
  return () => {
    const nothingLost = sync !== null && sync.online === true && sync.waiting === 0 && sync.needsYou === 0;
    if (nothingLost) void signOut();
    else set({ signOutOpen: true });
  };
}
