import { create } from 'zustand';
import type { Id } from '#shared/domain/kernel/ids.ts';

interface OpenForm {
  readonly draftId: Id;
  /** The key of the document that asked for it, before it had a draft of its own. */
  readonly origin: string;
  readonly untouched: boolean;
}
interface OpenForms {
  readonly forms: readonly OpenForm[];
  put(form: OpenForm): void;
  drop(draftId: Id): void;
}

/** The request forms of this window, each with its own draft (TKT-14). */
export const useOpenForms = create<OpenForms>()((set) => ({
  forms: [],
  put: (form) =>
    set(({ forms }) => {
      const others = forms.filter((one) => one.draftId !== form.draftId);
      return { forms: [...others, form] };
    }),
  drop: (draftId) => set(({ forms }) => ({ forms: forms.filter((form) => form.draftId !== draftId) })),
}));

/** A form that already is what was asked for: the same error's, or an empty one; asking twice makes no second. */
export function formFor(origin: string): Id | null {
  return useOpenForms.getState().forms.find((form) => form.origin === origin && form.untouched)?.draftId ?? null;
}
