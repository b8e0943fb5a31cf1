import type { SearchHit } from '#shared/rpc/contract.ts';
import type { DocumentHit } from '#shared/rpc/library.ts';
import type { ScreenCommand } from '../state/commands.ts';

export type PaletteLine =
  | { readonly kind: 'command'; readonly id: string; readonly command: ScreenCommand }
  | { readonly kind: 'document'; readonly id: string; readonly hit: DocumentHit }
  | { readonly kind: 'hit'; readonly id: string; readonly hit: SearchHit };

/** «Città» is found by «citta». */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/**
 * What Ctrl+K lists for the typed words: commands all of whose words begin like them, then documents and requests that the
 * core found. A command that stands in two places (the screen's bar and the menu) is listed once.
 */
export function paletteLines(text: string, commands: readonly ScreenCommand[], hits: readonly SearchHit[], documents: readonly DocumentHit[] = []): readonly PaletteLine[] {
  const typed = foldForSearch(text).split(/\s+/).filter(Boolean);
  const labels = new Set<string>();
  const lines: PaletteLine[] = [];
  for (const command of commands) {
    const words = foldForSearch(command.label).split(/[\s'’]+/);
    if (command.enabled === false || command.id === 'palette' || labels.has(command.label)) continue;
    if (!typed.every((part) => words.some((word) => word.startsWith(part)))) continue;
    labels.add(command.label);
    lines.push({ kind: 'command', id: `command:${command.id}`, command });
  }
  const seen = new Set<string>();
  const found: PaletteLine[] = documents.map((hit) => ({ kind: 'document', id: `document:${hit.id}`, hit }));
  for (const hit of hits) {
    // A request and its answers are one place to go to.
    if (seen.has(hit.ticketId)) continue;
    seen.add(hit.ticketId);
    found.push({ kind: 'hit', id: `hit:${hit.ticketId}`, hit });
  }
  // A number is a request's code more often than a word of a command.
  return /^#?\d+$/.test(text.trim()) ? [...found, ...lines] : [...lines, ...found];
}
