import { expect, test } from 'vitest';
import { columnOf } from './kernel/entity.ts';
import { commandOf, COMMANDS, ENTITIES, entityOf } from './registry.ts';

/** What every table has besides its entity's own columns (shared/api/sync.ts; the cloud adds the tenant). */
const OWN_COLUMNS = ['id', 'seq', 'rev', 'field_rev', 'deleted', 'tenant_id'];

test('every entity and every command has a name of its own', () => {
  expect(new Set(ENTITIES.map(({ name }) => name)).size).toBe(ENTITIES.length);
  expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  for (const entity of ENTITIES) expect(entityOf(entity.name)).toBe(entity);
  for (const command of COMMANDS) expect(commandOf(command.name)).toBe(command);
  expect(entityOf('constructor')).toBeUndefined();
  expect(commandOf('constructor')).toBeUndefined();
});

test('names can stand in SQL as they are, and no field takes a column that every table has', () => {
  for (const entity of ENTITIES) {
    expect(entity.name).toMatch(/^[a-z][a-z_]*$/);
    const columns = Object.keys(entity.fields).map(columnOf);
    for (const column of columns) expect(column).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(new Set(columns).size).toBe(columns.length);
    expect(columns.filter((column) => OWN_COLUMNS.includes(column))).toEqual([]);
  }
});

test('a row that is seen through a parent names it in a field, in the same area', () => {
  for (const { name, area, fields, visibleThrough, owner } of ENTITIES) {
    if (visibleThrough !== undefined) {
      expect(fields[visibleThrough.field]?.kind, name).toBe('id');
      expect(entityOf(visibleThrough.entity)?.area, name).toBe(area);
    }
    if (owner !== undefined) expect(fields[owner]?.merge, name).toBe('fixed');
    if (area === 'personal') expect(owner, name).toBeDefined();
  }
});

test('DET-10: internal notes and canned answers are the vendor\'s; what the cloud gives may be missing until then', () => {
  expect(ENTITIES.filter(({ side }) => side === 'vendor').map(({ name }) => name)).toEqual(['internal_note', 'canned_answer']);
  for (const { fields } of ENTITIES) for (const field of Object.values(fields)) if (field.given !== undefined) expect(field.nullable).toBe(true);
});

test('a nullable field accepts null and the others refuse it', () => {
  for (const { name, fields } of ENTITIES) {
    for (const [field, { schema, nullable, kind }] of Object.entries(fields)) {
      // A JSON value of a screen's own may be null itself.
      if (kind !== 'json') expect(schema.safeParse(null).success, `${name}.${field}`).toBe(nullable);
      else if (nullable) expect(schema.safeParse(null).success, `${name}.${field}`).toBe(true);
    }
  }
});
