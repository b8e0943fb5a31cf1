import { expect, test } from 'vitest';
import { syncView, type SyncFacts } from './lamp.ts';

const quiet: SyncFacts = { online: true, signedIn: true, waiting: 0, held: 0, needsYou: 0, sending: null, loading: null, lastSync: 1, problem: null, nextTry: null, deletions: [] };
const lamp = (change: Partial<SyncFacts>) => syncView({ ...quiet, ...change }).lamp;

test('One honest word: what needs the person wins over everything', () => {
  expect(lamp({})).toBe('online');
  expect(lamp({ needsYou: 1, online: false, signedIn: false, waiting: 3 })).toBe('needs_you');
});
test('A missing password is said before the network, and the network before sending', () => {
  expect(lamp({ signedIn: false, online: false, waiting: 2 })).toBe('sign_in');
  expect(lamp({ online: false, waiting: 2 })).toBe('offline');
  expect(lamp({ waiting: 2, loading: { done: 1, total: 2 } })).toBe('sending');
});
test('OFF-02: what only waits to be taken back is not being sent', () => {
  expect(lamp({ waiting: 2, held: 2 })).toBe('online');
  expect(lamp({ waiting: 2, held: 1 })).toBe('sending');
  expect(lamp({ waiting: 2, held: 2, sending: { done: 0, total: 1 } })).toBe('sending');
});
test('Before the first answer the lamp does not claim to be online', () => {
  expect(lamp({ online: null })).toBe('loading');
  expect(syncView({ ...quiet, online: null }).online).toBe(false);
});
test('Progress is of what is sent, else of what is loaded', () => {
  expect(syncView({ ...quiet, sending: { done: 2, total: 5 }, loading: { done: 1, total: 9 } }).progress).toEqual({ done: 2, total: 5 });
});
