import type { Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { loadSizes } from './load-sizes.ts';

/** What is read of a chunk, and nothing else of it. */
function chunk(fileName: string, part: Partial<Rolldown.OutputChunk>): Rolldown.OutputChunk {
  return { type: 'chunk', fileName, code: `/* ${fileName} */`, imports: [], isEntry: false, isDynamicEntry: false, facadeModuleId: null, ...part } as Rolldown.OutputChunk; // The bundler makes the rest.
}
const bundleOf = (...chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputBundle => Object.fromEntries(chunks.map((part) => [part.fileName, part]));
const entry = chunk('main.js', { isEntry: true, imports: ['kit.js'] });
const screen = (name: string) => chunk(`${name}.js`, { isDynamicEntry: true, facadeModuleId: `/any/renderer/screens/some/${name}.tsx`, imports: ['kit.js', 'shared.js'] });

test('A screen adds what the window has not loaded yet, what it shares with other screens included', () => {
  const { first, screens } = loadSizes(bundleOf(entry, chunk('kit.js', {}), chunk('shared.js', {}), screen('list-screen'), screen('form-screen')));
  expect([...first.keys()]).toEqual(['main.js', 'kit.js']);
  expect([...screens].map(([name, files]) => [name, [...files.keys()]])).toEqual([
    ['list-screen', ['list-screen.js', 'shared.js']],
    ['form-screen', ['form-screen.js', 'shared.js']],
  ]);
  expect(screens.get('list-screen')?.get('shared.js')).toBe(screens.get('form-screen')?.get('shared.js'));
});

test('A bundle in which no screen is found is not taken for one that keeps the limit', () => {
  expect(() => loadSizes(bundleOf(entry, screen('list')))).toThrow('no screen was found');
});
