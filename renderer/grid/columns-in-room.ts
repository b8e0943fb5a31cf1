interface Sized {
  readonly id: string;
  /** px */
  readonly width: number;
  /** Gives way where there is no room for all, the highest first; undefined stays. */
  readonly yields?: number;
}

/** The columns that `room` (px) holds at their least widths: those that yield most go first, the others stay in order. */
export function columnsInRoom<Column extends Sized>(columns: readonly Column[], widths: Readonly<Record<string, number>>, room: number): readonly Column[] {
  let left = columns;
  const needed = () => left.reduce((sum, column) => sum + (widths[column.id] ?? column.width), 0);
  while (needed() > room) {
    const most = Math.max(...left.map((column) => column.yields ?? 0));
    if (most <= 0) break;
    left = left.filter((column) => column.yields !== most);
  }
  return left;
}
