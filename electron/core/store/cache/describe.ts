import type { Change } from '#shared/domain/kernel/command.ts';
import { columnOf } from '#shared/domain/kernel/entity.ts';
import type { RowKey, RowView } from './row-view.ts';
import { shapeOf, type CellRow } from './shape.ts';

export interface Description {
  readonly title: string;
  readonly target: RowKey | null;
}

/**
 * What a person recognises a command by: the row it is about (of a reply, its ticket) and that row's title or name. The
 * first changed row tells, or the first row it looked at where it changed none.
 */
export function describe(view: RowView, changes: readonly Change[], needs: readonly RowKey[], input: unknown): Description {
  const first = changes[0] ?? needs.find((need) => need.id !== '*');
  if (first === undefined) return { title: titleOfInput(input), target: null };
  const target = parentOf(view, { entity: first.entity, id: first.id });
  const shape = shapeOf(target.entity);
  const row = shape && view.row(shape, target.id);
  return { title: titleOf(row) ?? titleOfInput(input), target };
}

/** Up through `visibleThrough` and `about` to the row that has a screen of its own. */
function parentOf(view: RowView, key: RowKey): RowKey {
  const shape = shapeOf(key.entity);
  const { visibleThrough: through, about } = shape?.entity ?? {};
  const row = shape && view.row(shape, key.id);
  if (about !== undefined && row !== undefined) return parentOf(view, { entity: String(row[columnOf(about.entity)]), id: String(row[columnOf(about.row)]) });
  const parent = through && row?.[columnOf(through.field)];
  return through === undefined || typeof parent !== 'string' ? key : parentOf(view, { entity: through.entity, id: parent });
}

/** What a person calls the row by; undefined where it has no such field. */
export function titleOf(row: CellRow | undefined): string | undefined {
  const found = row?.title ?? row?.name ?? row?.email ?? row?.key;
  return typeof found === 'string' ? found : undefined;
}

function titleOfInput(input: unknown): string {
  return typeof input === 'object' && input !== null && 'title' in input && typeof input.title === 'string' ? input.title : '';
}
