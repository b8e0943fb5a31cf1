import { create } from 'zustand';

/** What opens a document; values are text because they also stand in an address (LST-06). */
export type Parameters = Readonly<Record<string, string>>;
/** The name of a screen in `renderer/screens/registry.ts`, such as `ticket.list`. */
export type ScreenKind = string;

export interface OpenDocument {
  /** Kind and parameters: the same document is never open twice in one window. */
  readonly key: string;
  readonly kind: ScreenKind;
  readonly parameters: Parameters;
  /** The screen's own, such as «#1472 Nota di accredito»; null for the kind's name. */
  readonly title: string | null;
}

interface Tabs {
  readonly documents: readonly OpenDocument[];
  readonly activeKey: string | null;
  /** The only document of this window (LST-06): no menu, no tabs. */
  readonly alone: boolean;
  /** Shows the document, opening it where it is not open yet. */
  open(kind: ScreenKind, parameters?: Parameters, title?: string | null): void;
  /** Puts a document in the place of another one, such as a sent request in the place of its form. */
  replace(key: string, kind: ScreenKind, parameters?: Parameters, title?: string | null): void;
  close(key: string): void;
  activate(key: string): void;
  step(by: 1 | -1): void;
  setTitle(key: string, title: string): void;
  start(documents: readonly OpenDocument[], alone: boolean): void;
}

export function documentKey(kind: ScreenKind, parameters: Parameters): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams([['screen', kind], ...sorted]).toString();
}

function asDocument(kind: ScreenKind, parameters: Parameters = {}, title: string | null = null): OpenDocument {
  return { key: documentKey(kind, parameters), kind, parameters, title };
}

/** The documents of this window, as an ERP's programs. Closing or leaving one loses nothing: what is typed is a draft. */
export const useTabs = create<Tabs>()((set) => ({
  documents: [],
  activeKey: null,
  alone: false,
  open: (kind, parameters, title) =>
    set((now) => {
      const added = asDocument(kind, parameters, title ?? null);
      if (now.documents.some((document) => document.key === added.key)) return { activeKey: added.key };
      const at = now.documents.findIndex((document) => document.key === now.activeKey);
      return { documents: now.documents.toSpliced(at + 1, 0, added), activeKey: added.key };
    }),
  replace: (key, kind, parameters, title) =>
    set((now) => {
      const made = asDocument(kind, parameters, title ?? null);
      // One that is open already keeps the name that its screen gave it.
      const added = { ...made, title: made.title ?? now.documents.find((document) => document.key === made.key)?.title ?? null };
      const others = now.documents.filter((document) => document.key !== added.key);
      const documents = others.map((document) => (document.key === key ? added : document));
      return { documents: documents.includes(added) ? documents : [...documents, added], activeKey: now.activeKey === key ? added.key : now.activeKey };
    }),
  close: (key) =>
    set((now) => {
      const at = now.documents.findIndex((document) => document.key === key);
      if (at === -1) return now;
      const documents = now.documents.toSpliced(at, 1);
      const activeKey = now.activeKey === key ? ((documents[at] ?? documents[at - 1])?.key ?? null) : now.activeKey;
      return { documents, activeKey };
    }),
  activate: (key) => set({ activeKey: key }),
  step: (by) =>
    set((now) => {
      const at = now.documents.findIndex((document) => document.key === now.activeKey);
      const next = now.documents[(at + by + now.documents.length) % now.documents.length];
      return next === undefined ? now : { activeKey: next.key };
    }),
  setTitle: (key, title) =>
    set((now) => ({ documents: now.documents.map((document) => (document.key === key && document.title !== title ? { ...document, title } : document)) })),
  start: (documents, alone) => set({ documents, alone, activeKey: documents[0]?.key ?? null }),
}));

/** LST-06: `?screen=ticket.detail&tenant=…&id=…` opens that document alone in this window. */
export function documentOfAddress(search: string): OpenDocument | null {
  const { screen, ...parameters } = Object.fromEntries(new URLSearchParams(search));
  return screen === undefined || screen === '' ? null : asDocument(screen, parameters);
}

/** Opens the document in a window of its own; the host decides what a window is (LST-06). */
export function openInWindow(kind: ScreenKind, parameters: Parameters = {}): void {
  const url = new URL(location.href);
  url.search = documentKey(kind, parameters);
  url.hash = '';
  window.open(url, '_blank', 'popup,width=1100,height=760');
}

/** A click with the middle button or with Ctrl (Cmd) asks for a window; any other one for a tab (LST-06). */
export function openByClick(event: { ctrlKey: boolean; metaKey: boolean; button: number }, kind: ScreenKind, parameters?: Parameters, title?: string): void {
  if (event.ctrlKey || event.metaKey || event.button === 1) openInWindow(kind, parameters);
  else useTabs.getState().open(kind, parameters, title);
}
