/**
 * Every key of the program, once (ui.md: one key, one meaning, everywhere). `Mod` is Ctrl, and Cmd on a Mac. A screen
 * names a meaning, never a key; the list behind F1 is this table.
 */
export const SHORTCUTS = {
  help: 'F1',
  edit: 'F2',
  refresh: 'F5',
  widen: 'F8',
  save: 'F9',
  find: 'Alt+F1',
  contactSupport: 'Alt+F12',
  create: 'Insert',
  open: 'Enter',
  openInWindow: 'Shift+Enter',
  send: 'Mod+Enter',
  back: 'Escape',
  palette: 'Mod+K',
  print: 'Mod+P',
  attach: 'Alt+A',
  reply: 'Alt+R',
  discard: 'Alt+Delete',
  take: 'Alt+T',
  assign: 'Alt+O',
  handOver: 'Alt+H',
  askCustomer: 'Alt+I',
  internalNote: 'Alt+N',
  closeTicket: 'Alt+C',
  nextTicket: 'Alt+PageDown',
  previousTicket: 'Alt+PageUp',
  nextUntaken: 'Alt+U',
  mark: 'Space',
  views: 'Alt+V',
  exportCsv: 'Alt+S',
  cannedAnswer: 'Alt+P',
  menu: 'Alt+M',
  lock: 'Alt+L',
  closeDocument: 'Mod+W',
  nextDocument: 'Ctrl+Tab',
  previousDocument: 'Ctrl+Shift+Tab',
  contextMenu: 'Shift+F10',
} as const;
export type ShortcutName = keyof typeof SHORTCUTS;

/** A second key of the same meaning: NVDA and JAWS keep Insert for themselves, and many small keyboards have none. */
export const ALSO: Partial<Record<ShortcutName, string>> = { create: 'Alt+W' };

/**
 * Keys that the browser engine or the system takes before a page sees them, or that mean something everybody knows.
 * No shortcut of ours may be one of these (the test beside this file).
 */
export const OWNED_BY_OTHERS: readonly string[] = [
  'Mod+R', 'Mod+Shift+R', 'Mod+U', 'Mod+N', 'Mod+Shift+N', 'Mod+T', 'Mod+Shift+T', 'Mod+L', 'Mod+J', 'Mod+H', 'Mod+D', 'Mod+O', 'Mod+S',
  'Mod+Shift+I', 'Mod+Shift+J', 'Mod+Shift+C', 'Mod+Shift+Delete', 'F3', 'F6', 'F7', 'F10', 'F11', 'F12', 'Alt+F4', 'Alt+Space',
  'Alt+D', 'Alt+E', 'Alt+F', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+A', 'Mod+F', 'Mod+G',
  'Mod+B', 'Mod+I',
  // Fields with a list open it so, and screen readers and the systems' own access keep these.
  'Alt+ArrowDown', 'Alt+ArrowUp', 'Alt+Tab', 'Alt+Escape', 'Alt+Enter', 'Alt+F5', 'Alt+F8', 'Alt+Super+S', 'Mod+Alt+N', 'Ctrl+Space', 'Shift+Space',
];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether this key event is that shortcut. Letters go by their place on the keyboard, so that Ctrl+K is Ctrl+Л too. */
export function isShortcut(event: Pressed, name: ShortcutName, mac: boolean): boolean {
  return keysOf(name).some((keys) => pressed(event, keys, mac));
}
/** The keys of this meaning, the one that buttons show first. */
export function keysOf(name: ShortcutName): readonly string[] {
  const also = ALSO[name];
  return also === undefined ? [SHORTCUTS[name]] : [SHORTCUTS[name], also];
}

function pressed(event: Pressed, keys: string, mac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts[parts.length - 1] ?? '';
  const mod = parts.includes('Mod');
  const ctrl = parts.includes('Ctrl') || (mod && !mac);
  const meta = mod && mac;
  if (event.ctrlKey !== ctrl || event.metaKey !== meta) return false;
  if (event.altKey !== parts.includes('Alt') || event.shiftKey !== parts.includes('Shift')) return false;
  return key.length === 1 ? event.code === `Key${key}` || (event.code === '' && event.key.toUpperCase() === key) : event.key === (key === 'Space' ? ' ' : key);
}

export type KeyWords = Readonly<Record<'Insert' | 'Enter' | 'Escape' | 'Delete' | 'Shift' | 'Space' | 'PageDown' | 'PageUp', string>>;

/** The shortcut as written on a button, «Ctrl Invio»; the words of the keys come from the locale. */
export function shortcutText(name: ShortcutName, words: KeyWords, mac: boolean): string {
  return keyText(SHORTCUTS[name], words, mac);
}
/** `Mod+Enter` as «Ctrl Invio». */
export function keyText(keys: string, words: KeyWords, mac: boolean): string {
  return keys
    .split('+')
    .map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part in words ? words[part as keyof KeyWords] : part))
    .join(' ');
}

/** The same for `aria-keyshortcuts`, which takes several. */
export function ariaShortcut(name: ShortcutName, mac: boolean): string {
  return keysOf(name)
    .map((keys) => keys.replace('Mod', mac ? 'Meta' : 'Control').replace('Ctrl', 'Control'))
    .join(' ');
}

export function onMac(): boolean {
  return /Mac/.test(navigator.userAgent);
}
