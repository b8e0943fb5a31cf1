import { create } from 'zustand';

interface Workplace {
  /** The company that the screens are narrowed to; null for all (sync.md: choosing a company is a filter on the screen). */
  readonly company: string | null;
  readonly menuNarrow: boolean;
  readonly paletteOpen: boolean;
  /** Where the command bar's menu is open, in window coordinates; null while closed. */
  readonly barMenu: { readonly x: number; readonly y: number } | null;
  readonly versionOpen: boolean;
  readonly signOutOpen: boolean;
  readonly passwordOpen: boolean;
  /** The choice of the company covers the desk (ACC-06). */
  readonly choosing: boolean;
  set(change: Partial<Omit<Workplace, 'set'>>): void;
}

const MENU_KEY = 'sportello.menuNarrow';
function remembered(): boolean {
  return localStorage.getItem(MENU_KEY) === 'true';
}

/** What this window is doing: nothing here outlives it but the width of the menu (ACC-13). */
export const useWorkplace = create<Workplace>()((set) => ({
  company: null,
  menuNarrow: remembered(),
  paletteOpen: false,
  barMenu: null,
  versionOpen: false,
  signOutOpen: false,
  passwordOpen: false,
  choosing: false,
  set: (change) => {
    if (change.menuNarrow !== undefined) localStorage.setItem(MENU_KEY, String(change.menuNarrow));
    set(change);
  },
}));
