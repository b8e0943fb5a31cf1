import { join } from 'node:path';
import { expect, test } from 'vitest';
import { columnOf, type FieldKind } from '#shared/domain/kernel/entity.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import { temporaryFolder } from '../fixtures.ts';
import { openCache } from './open-cache.ts';
import { cellsOfValues, rowOfCells, shapeOf } from './shape.ts';

const TYPES: Readonly<Record<FieldKind, string>> = { text: 'TEXT', id: 'TEXT', json: 'TEXT', integer: 'INTEGER', boolean: 'INTEGER', time: 'INTEGER' };

test('the handwritten tables are those of the registry: an entity without its migration fails here', () => {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), 0);
  for (const entity of ENTITIES) {
    const columns = database.all<{ name: string; type: string }>(`SELECT name, type FROM pragma_table_info('${entity.name}')`);
    const expected = [
      ['rid', 'INTEGER'], ['feed', 'INTEGER'], ['id', 'TEXT'], ['seq', 'INTEGER'], ['rev', 'INTEGER'], ['field_rev', 'TEXT'],
      ...Object.entries(entity.fields).map(([field, { kind }]) => [columnOf(field), TYPES[kind]]),
    ];
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type])), entity.name).toEqual(Object.fromEntries(expected));
    const strict = database.get<{ strict: number }>(`SELECT strict FROM pragma_table_list WHERE name = ?`, entity.name);
    expect(strict?.strict, entity.name).toBe(1);
    const keys = database.all<{ name: string }>(`SELECT name FROM pragma_index_list('${entity.name}') WHERE "unique" = 1 AND origin = 'u'`);
    expect(keys, entity.name).toHaveLength(1);
  }
  database.close();
  remove();
});

test('a value comes back from its column as it went in', () => {
  const shape = shapeOf('membership');
  if (shape === undefined) throw new Error('no membership');
  const values = { companyId: 'c', name: 'GIADA', firstName: 'GIADA', lastName: '', email: 'g@x.example', phone: '', roles: ['user', 'company_admin'], activeSince: 1_768_467_600_000, active: true };
  const cells = cellsOfValues(shape, { ...values, unheard: 'of' });
  expect(cells).toMatchObject({ roles: '["user","company_admin"]', active: 1, active_since: 1_768_467_600_000 });
  expect(cells).not.toHaveProperty('unheard');
  expect(rowOfCells(shape, { id: 'a', seq: 1, rev: 3, field_rev: '{}', ...cells })).toEqual({ id: 'a', rev: 3, ...values });
});
