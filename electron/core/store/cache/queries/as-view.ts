/**
 * What a window is told of a row, by the entity's own fields: the columns of each table are made from the registry, as the
 * view's type is, which the compiler cannot follow. The one place of these queries that takes it on trust.
 */
export function asView<View>(row: object): View {
  return row as unknown as View;
}
