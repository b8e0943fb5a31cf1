import { expect, test } from 'vitest';
import { ENTITIES } from '#shared/domain/registry.ts';
import { LANGUAGES, MESSAGES } from '#shared/locales/messages.ts';
import { FIELD_WORDS } from './field-words.ts';

const disputable = ENTITIES.flatMap(({ name, fields }) => Object.entries(fields).flatMap(([field, { merge }]) => (merge === 'last' || merge === 'text' ? [{ entity: name, field, key: `${name}.${field}` }] : [])));
const said = (language: (typeof LANGUAGES)[number], key: string): boolean => {
  const [space = '', name = ''] = key.split(':');
  return Object.hasOwn(MESSAGES[language], space) && Object.hasOwn(MESSAGES[language][space as keyof (typeof MESSAGES)[typeof language]], name);
};

test('product.md 7: every field that two people can write at once has a name and its codes have words, in every language', () => {
  expect(Object.keys(FIELD_WORDS).sort()).toEqual(disputable.map(({ key }) => key).sort());
  for (const language of LANGUAGES) {
    for (const { entity, field, key } of disputable) {
      const { label = '', value } = FIELD_WORDS[key] ?? {};
      expect(said(language, label), `${language} ${label}`).toBe(true);
      const { schema, kind } = ENTITIES.find(({ name }) => name === entity)?.fields[field] ?? {};
      const choices = schema && 'options' in schema && Array.isArray(schema.options) ? schema.options.map(String) : [];
      const codes = kind === 'boolean' && value !== undefined ? ['true', 'false'] : choices;
      expect(codes.length > 0, key).toBe(value !== undefined);
      for (const code of codes) expect(said(language, value?.(code) ?? ''), `${language} ${key} ${code}`).toBe(true);
    }
    for (const entity of new Set(disputable.map((one) => one.entity))) for (const key of ['conflict.row', 'conflict.open']) expect(said(language, `shell:${key}.${entity}`), `${language} ${key}.${entity}`).toBe(true);
  }
});
