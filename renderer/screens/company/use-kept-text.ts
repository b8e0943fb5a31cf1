import { useRef, useState } from 'react';
import type * as z from 'zod';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { newId } from '../support/parts/run-command.ts';
import { findDraft, useDraft } from '../support/parts/use-draft.ts';
import { useLoaded } from '../support/parts/use-loaded.ts';

interface FirstText<T> {
  readonly id: Id;
  readonly text: T | null;
  readonly savedAt: number | null;
}
/** What stays of a dialog of one company between two times that it is open, a draft of this kind. */
interface Place<T> {
  readonly kind: string;
  readonly tenant: Id;
  readonly schema: z.ZodType<T>;
}

/** What was typed when the dialog was last left (TKT-14); null until that is known. */
export function useFirstText<T>({ kind, schema }: Place<T>): FirstText<T> | null {
  const found = useLoaded(async (): Promise<FirstText<T> | null> => {
    const kept = await findDraft({ kind });
    const stored = schema.safeParse(kept?.content);
    return kept && stored.success ? { id: kept.id, text: stored.data, savedAt: kept.savedAt } : { id: await newId(), text: null, savedAt: null };
  }, null);
  return found?.value ?? null;
}

/**
 * A dialog's text, on the disk at every keystroke: it is there again after a dialog that was closed by mistake, a page
 * that was left and a crash. `empty`: what nobody would miss. `again` begins anew.
 */
export function useKeptText<T extends object>({ kind, tenant }: Place<T>, first: FirstText<T>, empty: T, titleOf: (text: T) => string) {
  const [text, setText] = useState(first.text ?? empty);
  const [resumed, setResumed] = useState(first.text !== null);
  const newest = useRef(text);
  const draft = useDraft(first.id, first.text !== null, first.savedAt ?? undefined);
  const put = (next: T) => {
    newest.current = next;
    setText(next);
    const same = JSON.stringify(next) === JSON.stringify(empty);
    draft.keep({ id: draft.idNow(), kind, tenant, title: titleOf(next), content: same ? null : next });
  };
  return {
    text,
    change: (part: Partial<T>) => put({ ...newest.current, ...part }),
    /** It was there before; null as soon as it is not. */
    again: resumed
      ? () => {
          setResumed(false);
          put(empty);
        }
      : null,
    draft,
  };
}
