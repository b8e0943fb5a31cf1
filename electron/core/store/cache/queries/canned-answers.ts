import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { rowOfCells, shapeOf, type CellRow } from '../shape.ts';
import { asView } from './as-view.ts';
import { knownTenants } from './known-tenants.ts';
import { RowMarks } from './row-marks.ts';

/** DET-10: the answers that are kept in each vendor's company on this desk, by title. */
export function cannedAnswers(database: ReadDatabase, archived: boolean): CannedAnswerView[] {
  const shape = shapeOf('canned_answer');
  if (shape === undefined) return [];
  return database.snapshot(() => {
    const tenants = knownTenants(database);
    const marks = new RowMarks(database);
    const where = `${onlyShown(database, 'feed')}${archived ? '' : ' AND archived = 0'}`;
    return database.all<CellRow>(`SELECT ${shape.names.join(', ')}, feed FROM canned_answer WHERE ${where} ORDER BY title COLLATE NOCASE, id`).map((cells) => {
      const tenant = tenants.get(Number(cells.feed))?.tenant ?? '';
      return asView<CannedAnswerView>({ ...rowOfCells(shape, cells), tenant, sync: marks.of(tenant, 'canned_answer', String(cells.id)) });
    });
  });
}
