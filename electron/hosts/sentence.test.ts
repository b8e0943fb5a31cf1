import { expect, test } from 'vitest';
import it from '#shared/locales/it/errors.json' with { type: 'json' };
import { failureSentence } from './sentence.ts';

test('A core that cannot start is told in the person’s language, with its facts', () => {
  const [code, sentence] = Object.entries(it).find(([, text]) => /^[^{]*\{\{\w+\}\}[^{]*$/.test(text)) ?? ['', ''];
  const fact = /\{\{(\w+)\}\}/.exec(sentence)?.[1] ?? '';
  expect(failureSentence(Object.assign(new Error(code), { code, facts: { [fact]: 'QUESTO' } }), 'it_IT.UTF-8')).toBe(sentence.replace(`{{${fact}}}`, 'QUESTO'));
  expect(failureSentence(Object.assign(new Error('x'), { code }), 'fr-FR')).not.toBe(failureSentence(Object.assign(new Error('x'), { code }), 'it-IT'));
});

test('A bug is told in its own words', () => {
  expect(failureSentence(new Error('the sky fell'), 'it-IT')).toBe('the sky fell');
  expect(failureSentence('just text', 'it-IT')).toBe('just text');
});
