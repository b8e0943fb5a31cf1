import { expect, test } from 'vitest';
import { ariaShortcut, isShortcut, keysOf, OWNED_BY_OTHERS, SHORTCUTS, shortcutText, type ShortcutName } from './shortcuts.ts';

const names = Object.keys(SHORTCUTS) as ShortcutName[];
const press = (event: Partial<KeyboardEvent>) => ({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...event });
const words = { Insert: 'Ins', Enter: 'Invio', Escape: 'Esc', Delete: 'Canc', Shift: 'Maiusc', Space: 'Spazio', PageDown: 'Pag ↓', PageUp: 'Pag ↑' };

test('one key, one meaning, everywhere (ui.md)', () => {
  // Ctrl and Mod are the same key on Windows and Linux.
  const keys = names.flatMap(keysOf).map((keys) => keys.replace('Mod', 'Ctrl'));
  expect(new Set(keys).size).toBe(keys.length);
});

test('no key that the browser engine or the system owns (ui.md)', () => {
  const owned = new Set(OWNED_BY_OTHERS.map((keys) => keys.replace('Mod', 'Ctrl')));
  expect(names.flatMap(keysOf).filter((keys) => owned.has(keys.replace('Mod', 'Ctrl')))).toEqual([]);
});

test('DSH-04: no job by a key alone that screen readers keep: beside Insert there is another, and it is told', () => {
  // Insert and Caps Lock are what NVDA, JAWS and Narrator begin their own commands with.
  expect(names.filter((name) => keysOf(name).every((keys) => /Insert|CapsLock/.test(keys)))).toEqual([]);
  expect(isShortcut(press({ key: 'Insert' }), 'create', false)).toBe(true);
  expect(isShortcut(press({ key: 'w', code: 'KeyW', altKey: true }), 'create', false)).toBe(true);
  expect(ariaShortcut('create', false)).toBe('Insert Alt+W');
});

test('a letter goes by its place, so that a Russian keyboard has the same keys', () => {
  expect(isShortcut(press({ key: 'л', code: 'KeyK', ctrlKey: true }), 'palette', false)).toBe(true);
  expect(isShortcut(press({ key: 'k', code: 'KeyK', ctrlKey: true, altKey: true }), 'palette', false)).toBe(false);
});

test('Mod is Cmd on a Mac and Ctrl elsewhere', () => {
  expect(isShortcut(press({ key: 'Enter', metaKey: true }), 'send', true)).toBe(true);
  expect(isShortcut(press({ key: 'Enter', metaKey: true }), 'send', false)).toBe(false);
  expect(isShortcut(press({ key: 'Enter', ctrlKey: true }), 'send', false)).toBe(true);
});

test('keys are written with the words of the language', () => {
  expect(shortcutText('send', words, false)).toBe('Ctrl Invio');
  expect(shortcutText('send', words, true)).toBe('⌘ Invio');
  expect(shortcutText('contactSupport', words, false)).toBe('Alt F12');
  expect(shortcutText('nextTicket', words, false)).toBe('Alt Pag ↓');
});
