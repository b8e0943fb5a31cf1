import { beforeAll, expect, test } from 'vitest';
import type { SyncView } from '#shared/rpc/contract.ts';
import { setLanguage } from '../i18n.ts';
import { lampWord } from './lamp-word.ts';

const NOW = 1_800_000_000_000;
const quiet: SyncView = { lamp: 'online', online: true, waiting: 0, needsYou: 0, progress: null, lastSync: NOW, problem: null, deletions: [], nextTry: null };

beforeAll(async () => {
  // The page's own element: the only thing of the DOM that the language touches.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  await setLanguage('it');
});

test('the lamp says one honest word for each state (ui.md, Sync lamp)', () => {
  const words = [
    lampWord(quiet, NOW),
    lampWord({ ...quiet, waiting: 2 }, NOW),
    lampWord({ ...quiet, lamp: 'offline', online: false }, NOW),
    lampWord({ ...quiet, lamp: 'offline', online: false, waiting: 3 }, NOW),
    lampWord({ ...quiet, lamp: 'sending', progress: { done: 2, total: 5 } }, NOW),
    lampWord({ ...quiet, lamp: 'sign_in' }, NOW),
  ].map(({ word }) => word);
  expect(words).toEqual(['In linea · aggiornato ora', 'In linea · 2 in uscita', 'Non in linea', 'Non in linea: 3 in uscita', 'Invio 2 di 5…', 'Accedi di nuovo']);
});

test('what needs the person wins, and the missing network is said beside it', () => {
  const { tone, word } = lampWord({ ...quiet, lamp: 'needs_you', needsYou: 1, waiting: 3, online: false }, NOW);
  expect(tone).toBe('alert');
  expect(word).toBe('1 da rivedere · non in linea, 3 in uscita');
});

test('a desk that was last updated a while ago says since when', () => {
  expect(lampWord({ ...quiet, lastSync: NOW - 2 * 60 * 60_000 }, NOW).word).toBe('In linea · aggiornato 2 ore fa');
});
