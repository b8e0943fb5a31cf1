import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import { noteStep } from '../data/note-step.ts';
import type { IconName } from '../ui/icon.tsx';
import { useDocument } from './document.ts';
import type { ShortcutName } from './shortcuts.ts';

/** One thing that a screen can do: a button of its command bar, a line of Ctrl+K and of F1's list. */
export interface ScreenCommand {
  readonly id: string;
  /** In the person's language already. */
  readonly label: string;
  readonly icon: IconName;
  readonly shortcut?: ShortcutName;
  readonly run: () => void;
  /** False while it cannot be done; `reason` then says why (OFF-01). */
  readonly enabled?: boolean;
  readonly reason?: string;
  /** The one that people come for; at most one of a screen. */
  readonly look?: 'primary' | 'outline' | 'plain';
  /** `end` stands at the right of the bar, as *Invia Ticket* does (TKT-13). */
  readonly place?: 'start' | 'end';
  /** A line is drawn where the group changes. */
  readonly group?: number;
  /** Not in the bar, but by key, in Ctrl+K and in F1's list. */
  readonly hidden?: boolean;
  /** In the menu of the bar (Shift+F10), before the program's own lines. */
  readonly inMenu?: boolean;
  /** Pressed or not, for a switch such as *Ingrandisci chat*. */
  readonly pressed?: boolean;
}
interface CommandBook {
  readonly byDocument: Readonly<Record<string, readonly ScreenCommand[]>>;
  put(document: string, commands: readonly ScreenCommand[]): void;
  drop(document: string): void;
}

export const useCommandBook = create<CommandBook>()((set) => ({
  byDocument: {},
  put: (document, commands) => set((now) => ({ byDocument: { ...now.byDocument, [document]: commands } })),
  drop: (document) =>
    set((now) => {
      const { [document]: _dropped, ...byDocument } = now.byDocument;
      return { byDocument };
    }),
}));

/**
 * Registers what the screen can do. Call it on every render with the present list; `run` is always the newest one, and
 * the command bar is drawn again only when something to be seen has changed.
 */
export function useScreenCommands(commands: readonly ScreenCommand[]): void {
  const { key } = useDocument();
  const newest = useRef(commands);
  useLayoutEffect(() => {
    newest.current = commands;
  });
  const seen = JSON.stringify(commands);
  // Before the screen is painted: who sees a document may press its keys, and none is lost.
  useLayoutEffect(() => {
    const before = commandsOf(key);
    const steady = newest.current.map((command) => {
      const looks = JSON.stringify(command);
      // The same one, so that its button is not drawn again because of another's.
      const same = before.find((other) => JSON.stringify(other) === looks);
      if (same !== undefined) return same;
      const run = () => {
        noteStep(command.label);
        newest.current.find((other) => other.id === command.id)?.run();
      };
      return { ...command, run };
    });
    useCommandBook.getState().put(key, steady);
  }, [key, seen]);
  useLayoutEffect(() => () => useCommandBook.getState().drop(key), [key]);
}

const NONE: readonly ScreenCommand[] = [];
/** What the document's screen can do at this moment, for a key that was pressed; it draws nothing again. */
export function commandsOf(document: string | null, book = useCommandBook.getState()): readonly ScreenCommand[] {
  return document === null ? NONE : (book.byDocument[document] ?? NONE);
}
export function useCommandsOf(document: string | null): readonly ScreenCommand[] {
  return useCommandBook((book) => commandsOf(document, book));
}
