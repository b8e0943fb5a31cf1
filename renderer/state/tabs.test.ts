import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { documentKey, documentOfAddress, openByClick, useTabs } from './tabs.ts';

const tabs = () => useTabs.getState();
const kinds = () => tabs().documents.map((document) => document.kind);
beforeEach(() => tabs().start([], false));
afterEach(() => vi.unstubAllGlobals());

test('the same document is never open twice in one window', () => {
  tabs().open('ticket.detail', { tenant: 't', id: '1' });
  tabs().open('outbox');
  tabs().open('ticket.detail', { id: '1', tenant: 't' });
  expect(kinds()).toEqual(['ticket.detail', 'outbox']);
  expect(tabs().activeKey).toBe(documentKey('ticket.detail', { tenant: 't', id: '1' }));
});

test('a new tab opens beside the one in sight, and closing it leads to its neighbour', () => {
  tabs().open('a');
  tabs().open('b');
  tabs().activate('screen=a');
  tabs().open('c');
  expect(kinds()).toEqual(['a', 'c', 'b']);
  tabs().close('screen=c');
  expect(tabs().activeKey).toBe('screen=b');
  tabs().close('screen=b');
  expect(tabs().activeKey).toBe('screen=a');
  tabs().close('screen=a');
  expect(tabs().activeKey).toBeNull();
});

test('closing a tab that is not in sight leaves the one that is', () => {
  tabs().open('a');
  tabs().open('b');
  tabs().close('screen=a');
  expect(tabs().activeKey).toBe('screen=b');
});

test('Ctrl+Tab goes round', () => {
  tabs().open('a');
  tabs().open('b');
  tabs().step(1);
  expect(tabs().activeKey).toBe('screen=a');
  tabs().step(-1);
  expect(tabs().activeKey).toBe('screen=b');
});

test('a sent request takes the place of its form', () => {
  tabs().open('ticket.list');
  tabs().open('ticket.new', { draft: 'd' });
  tabs().replace(documentKey('ticket.new', { draft: 'd' }), 'ticket.detail', { tenant: 't', id: '1' });
  expect(kinds()).toEqual(['ticket.list', 'ticket.detail']);
  expect(tabs().activeKey).toBe(documentKey('ticket.detail', { tenant: 't', id: '1' }));
});

test('an address opens its document alone (LST-06)', () => {
  const parameters = { tenant: 't', id: 'a b&c' };
  expect(documentOfAddress(`?${documentKey('ticket.detail', parameters)}`)).toEqual({ key: documentKey('ticket.detail', parameters), kind: 'ticket.detail', parameters, title: null });
  expect(documentOfAddress('')).toBeNull();
  expect(documentOfAddress('?token=x')).toBeNull();
});

test('LST-06: the middle button and Ctrl (Cmd) open a window of its own and leave this one as it is, any other click a tab', () => {
  const open = vi.fn<(url: URL) => void>();
  vi.stubGlobal('window', { open });
  vi.stubGlobal('location', { href: 'http://127.0.0.1:4000/#x' });
  const usual = { ctrlKey: false, metaKey: false, button: 0 };
  const wanted = { tenant: 't', id: '1' };
  for (const click of [{ ...usual, button: 1 }, { ...usual, ctrlKey: true }, { ...usual, metaKey: true }]) openByClick(click, 'ticket.detail', wanted);
  expect(open.mock.calls.map(([url]) => url.href)).toEqual(Array(3).fill('http://127.0.0.1:4000/?screen=ticket.detail&id=1&tenant=t'));
  expect(kinds()).toEqual([]);
  openByClick(usual, 'ticket.detail', wanted, '#1472 Nota di accredito');
  expect(open).toHaveBeenCalledTimes(3);
  expect(tabs().documents).toMatchObject([{ kind: 'ticket.detail', parameters: wanted, title: '#1472 Nota di accredito' }]);
});
