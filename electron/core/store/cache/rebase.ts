import type { Id } from '#shared/domain/kernel/ids.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import {
  distinct, needsOf, onlookers, readEffect, readShadow, removeEffect, removeShadow, touchers, touchesOf, writeEffect, writeShadow, type CloudCopy,
} from './effect-table.ts';
import { readMeta } from './feed-meta.ts';
import { runPending, type Outcome, type PendingCommand } from './pending-command.ts';
import { RowView, textOfKey, type RowKey } from './row-view.ts';
import { readRow, removeRow, shapeOf, writeRow, type CellRow } from './shape.ts';

/** What happened since the pending commands last ran. */
export interface Disturbance {
  /** New ones, and those that stand elsewhere in their life. */
  readonly changed: readonly PendingCommand[];
  /** Withdrawn or settled: their effect goes. */
  readonly gone: readonly Id[];
  /** Rows that the cloud sent. */
  readonly rows: readonly RowKey[];
}

/**
 * Brings the rows of a tenant to: the cloud's copies, with the pending commands run over them in local order. Only the
 * commands that the disturbance can reach are run again: those that change or look at a row it touched, and so on from
 * them. Call it inside a transaction. Answers the names of entities whose rows now look different.
 */
export function rebase(database: WriteDatabase, tenant: Id, disturbance: Disturbance, warn: (text: string) => void): Set<string> {
  const changed = new Map(disturbance.changed.map((command) => [command.id, command]));
  const gone = new Set(disturbance.gone);
  const reached = new Set<Id>();
  reach(database, tenant, reached, [
    ...changed.keys(),
    ...gone,
    ...disturbance.rows.flatMap((row) => [...touchers(database, tenant, row), ...onlookers(database, tenant, row)]),
  ]);
  if (reached.size === 0) return new Set();

  for (;;) {
    const known = [...reached].map((id) => readEffect(database, id)).filter((effect) => effect !== undefined);
    const befores = new Map(known.map((effect) => [effect.command.id, effect.before]));
    const commands = [...new Map([...known.map((effect) => [effect.command.id, effect.command] as const), ...changed]).values()]
      .filter((command) => !gone.has(command.id))
      .sort((a, b) => a.place - b.place);
    const formerly = distinct([...reached].flatMap((id) => touchesOf(database, id)));

    const meta = readMeta(database, tenant);
    const view = new RowView(database, tenant);
    for (const key of formerly.values()) {
      const copy = cloudCopy(database, tenant, key);
      view.lay(key, copy.row, copy.seq);
    }
    const outcomes = commands.map((command) => ({ command, outcome: runPending(view, meta, command, befores.get(command.id), warn) }));

    // What the run reached beyond what was laid out makes it begin again, with those commands in it.
    const further = outcomes.flatMap((ran) => beyond(database, tenant, ran, formerly, reached));
    if (further.length === 0) {
      for (const id of gone) removeEffect(database, id);
      return write(database, tenant, view, outcomes, formerly);
    }
    reach(database, tenant, reached, further);
  }
}

/** Adds the commands and all that hang together with them through rows. */
function reach(database: WriteDatabase, tenant: Id, reached: Set<Id>, from: readonly Id[]): void {
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const key of touchesOf(database, id)) queue.push(...touchers(database, tenant, key), ...onlookers(database, tenant, key));
    for (const key of needsOf(database, id)) queue.push(...touchers(database, tenant, key));
  }
}

/** Commands not reached yet that this run turns out to hang together with. */
function beyond(
  database: WriteDatabase,
  tenant: Id,
  { command, outcome }: { command: PendingCommand; outcome: Outcome },
  formerly: ReadonlyMap<string, RowKey>,
  reached: ReadonlySet<Id>,
): Id[] {
  const later = (id: Id) => !reached.has(id) && placeOf(database, id) > command.place;
  const newly = outcome.touches.filter((key) => !formerly.has(textOfKey(key)));
  return [
    // A row seen as it stands holds the earlier commands' changes rightly, and must not hold the later ones'.
    ...outcome.needs.flatMap((key) => touchers(database, tenant, key)).filter(later),
    ...newly.flatMap((key) => [...touchers(database, tenant, key), ...onlookers(database, tenant, key)]).filter(later),
  ];
}

function placeOf(database: WriteDatabase, id: Id): number {
  return database.get<{ place: number }>('SELECT place FROM effect WHERE command = ?', id)?.place ?? 0;
}

/** The cloud's row: from the shadow where a pending command changed it, else the table's. */
function cloudCopy(database: WriteDatabase, tenant: Id, key: RowKey): CloudCopy {
  const shadow = readShadow(database, tenant, key);
  if (shadow !== undefined) return shadow;
  const shape = shapeOf(key.entity);
  const row = shape === undefined ? undefined : readRow(database, tenant, shape, key.id);
  return { key, seq: Number(row?.seq ?? 0), row: row ?? null };
}

function write(
  database: WriteDatabase,
  tenant: Id,
  view: RowView,
  outcomes: readonly { command: PendingCommand; outcome: Outcome }[],
  formerly: ReadonlyMap<string, RowKey>,
): Set<string> {
  const touched = distinct(outcomes.flatMap(({ outcome }) => outcome.touches));
  const entities = new Set<string>();
  for (const [text, key] of new Map([...formerly, ...touched])) {
    const shape = shapeOf(key.entity);
    if (shape === undefined) continue;
    const copy = cloudCopy(database, tenant, key);
    if (touched.has(text)) writeShadow(database, tenant, copy);
    else removeShadow(database, tenant, key);
    const shown = readRow(database, tenant, shape, key.id);
    const wanted = touched.has(text) ? view.row(shape, key.id) : (copy.row ?? undefined);
    if (same(shape.names, shown, wanted)) continue;
    entities.add(key.entity);
    if (wanted === undefined) removeRow(database, tenant, shape, key.id);
    else writeRow(database, tenant, shape, wanted);
  }
  for (const { command, outcome } of outcomes) writeEffect(database, command, outcome);
  return entities;
}

function same(names: readonly string[], a: CellRow | undefined, b: CellRow | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return names.every((name) => (a[name] ?? null) === (b[name] ?? null));
}
