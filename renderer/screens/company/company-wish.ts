import { create } from 'zustand';
import type { Id } from '#shared/domain/kernel/ids.ts';

interface CompanyWish {
  /** What *Gestione azienda* is to show as soon as it is there; null for nothing in particular. */
  readonly wish: { readonly tenant: Id; readonly what: 'invite' | 'groups' } | null;
  readonly set: (wish: CompanyWish['wish']) => void;
}

/** From *In uscita* back to the dialog in which something was typed (OFF-02). */
export const useCompanyWish = create<CompanyWish>((set) => ({
  wish: null,
  set: (wish) => set({ wish }),
}));
