import { expect, test } from 'vitest';
import { RIGHTS } from '#shared/domain/access/rights.ts';
import { COMMANDS } from '#shared/domain/registry.ts';
import italian from '#shared/locales/it/shell.json' with { type: 'json' };

test('OFF-02: whatever a person can give has its words in In uscita', () => {
  const given = COMMANDS.filter(({ name, quiet }) => quiet !== true && RIGHTS[name]?.some((who) => who !== 'system') === true);
  const words: Readonly<Record<string, unknown>> = italian;
  expect(given.length).toBeGreaterThan(20);
  expect(given.map(({ name }) => name).filter((name) => words[`outbox.command.${name}`] === undefined)).toEqual([]);
});
