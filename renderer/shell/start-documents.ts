import { useLastProblem } from '../state/last-problem.ts';
import { documentOfAddress, useTabs, type OpenDocument } from '../state/tabs.ts';
import { clearToasts } from '../ui/toast.tsx';

const KEY = 'sportello.documents';

/** The documents of this window before it was loaded again; another window has others, a new start none. */
function kept(): readonly OpenDocument[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    const isText = (value: unknown): value is string => typeof value === 'string';
    return (Array.isArray(list) ? list : []).filter(
      (one: Partial<OpenDocument> | null): one is OpenDocument =>
        one !== null && typeof one === 'object' && isText(one.key) && isText(one.kind) && (one.title === null || isText(one.title)) &&
        typeof one.parameters === 'object' && Object.values(one.parameters).every(isText),
    );
  } catch {
    // Not JSON any more: a window without its old tabs is still a window.
    return [];
  }
}

/** Another person's desk: none of the documents of the last one, nor of what this window told them (I11, R5). */
export function startAfresh(): void {
  clearToasts();
  useLastProblem.getState().forget();
  useTabs.getState().start([], false);
  useTabs.getState().open('ticket.list');
}

const alone = documentOfAddress(location.search);
if (alone !== null) {
  // LST-06: a window with one document.
  useTabs.getState().start([alone], true);
} else {
  const before = kept();
  useTabs.getState().start(before, false);
  if (before.length === 0) useTabs.getState().open('ticket.list');
  useTabs.subscribe((tabs) => sessionStorage.setItem(KEY, JSON.stringify(tabs.documents)));
}
