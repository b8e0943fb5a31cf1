import { create } from 'zustand';

interface LastProblem {
  readonly last: { readonly code: string; readonly sentence: string } | null;
  remember(code: string, sentence: string): void;
  forget(): void;
}

/** The last error of this window, for a request raised afterwards from a command bar (TKT-02). */
export const useLastProblem = create<LastProblem>()((set) => ({
  last: null,
  remember: (code, sentence) => set({ last: { code, sentence } }),
  forget: () => set({ last: null }),
}));
