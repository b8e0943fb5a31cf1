import type { Id } from '#shared/domain/kernel/ids.ts';
import { accessAtFirst, MODULE_IDS, MODULES } from '#shared/domain/people/modules.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { readMeta } from '../feed-meta.ts';
import { rowOfCells, shapeOf, type CellRow, type Row } from '../shape.ts';
import { asView } from './as-view.ts';
import { RowMarks } from './row-marks.ts';

/** ACC-08, SET-03: all of it at once: even a large company has some hundreds of people. */
export function companyPeople(database: ReadDatabase, tenant: Id): CompanyPeople {
  return database.snapshot(() => {
    const { feed } = readMeta(database, tenant);
    const marks = new RowMarks(database);
    const rows = (entity: string, rest: string): (Row & { sync: ReturnType<RowMarks['of']> })[] => {
      const shape = shapeOf(entity);
      if (shape === undefined) return [];
      return database.all<CellRow>(`${shape.select} WHERE feed = ? ${rest}`, feed).map((cells) => ({ ...rowOfCells(shape, cells), sync: marks.of(tenant, entity, String(cells.id)) }));
    };
    const accesses = rows('module_access', '');
    return asView<CompanyPeople>({
      company: rows('company', '')[0] ?? null,
      members: rows('membership', 'AND active = 1 ORDER BY name COLLATE NOCASE, id'),
      invitations: rows('invitation', `AND state IN ('pending', 'expired', 'declined') ORDER BY invited_at DESC, id`),
      groups: rows('user_group', 'AND active = 1 ORDER BY name COLLATE NOCASE, id'),
      modules: MODULES.map((module) => ({ sync: 'settled', ...accessAtFirst(module), ...accesses.find(({ id }) => id === MODULE_IDS[module]), module })),
    });
  });
}
