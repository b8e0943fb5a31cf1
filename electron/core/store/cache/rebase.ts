import type { Id } from '#shared/domain/kernel/ids.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import { distinct, readEffect, readShadow, removeEffect, removeShadow, touchesOf, writeEffect, writeShadow, type CloudCopy } from './effect-table.ts';
import { feedOf, readMeta } from './feed-meta.ts';
import { runPending, type Outcome, type PendingCommand } from './pending-command.ts';
import { Reach } from './reach.ts';
import { RowView, textOfKey, type RowKey } from './row-view.ts';
import type { RowWriter } from './row-writer.ts';
import { readRow, shapeOf, type CellRow } from './shape.ts';

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
export function rebase(database: WriteDatabase, rows: RowWriter, tenant: Id, disturbance: Disturbance, warn: (text: string) => void): Set<string> {
  const changed = new Map(disturbance.changed.map((command) => [command.id, command]));
  const gone = new Set(disturbance.gone);
  const reach = new Reach(database, tenant);
  reach.commands([...changed.keys(), ...gone]);
  for (const row of disturbance.rows) reach.changedRow(row);
  if (reach.reached.size === 0) return new Set();

  for (;;) {
    const known = [...reach.reached].map((id) => readEffect(database, id)).filter((effect) => effect !== undefined);
    const befores = new Map(known.map((effect) => [effect.command.id, effect.before]));
    const commands = [...new Map([...known.map((effect) => [effect.command.id, effect.command] as const), ...changed]).values()]
      .filter((command) => !gone.has(command.id))
      .sort((a, b) => a.place - b.place);
    const formerly = distinct([...reach.reached].flatMap((id) => touchesOf(database, id)));

    const meta = readMeta(database, tenant);
    const view = new RowView(database, meta);
    for (const key of formerly.values()) {
      const copy = cloudCopy(database, tenant, meta.feed, key);
      view.lay(key, copy.row, copy.seq);
    }
    const outcomes = commands.map((command) => ({ command, outcome: runPending(view, meta, command, befores.get(command.id), warn) }));

    // What the run reached beyond what was laid out makes it begin again, with those commands in it.
    const before = reach.reached.size;
    for (const { command, outcome } of outcomes) {
      reach.laterThan(command.place, outcome.touches.filter((key) => !formerly.has(textOfKey(key))), outcome.needs);
    }
    if (reach.reached.size > before) continue;
    for (const id of gone) removeEffect(database, id);
    return write(database, rows, tenant, view, outcomes, formerly);
  }
}

/** The cloud's row: from the shadow where a pending command changed it, else the table's. */
function cloudCopy(database: WriteDatabase, tenant: Id, feed: number, key: RowKey): CloudCopy {
  const shadow = readShadow(database, tenant, key);
  if (shadow !== undefined) return shadow;
  const shape = shapeOf(key.entity);
  const row = shape === undefined ? undefined : readRow(database, feed, shape, key.id);
  return { key, seq: Number(row?.seq ?? 0), row: row ?? null };
}

function write(
  database: WriteDatabase,
  rows: RowWriter,
  tenant: Id,
  view: RowView,
  outcomes: readonly { command: PendingCommand; outcome: Outcome }[],
  formerly: ReadonlyMap<string, RowKey>,
): Set<string> {
  const touched = distinct(outcomes.flatMap(({ outcome }) => outcome.touches));
  const entities = new Set<string>();
  const feed = feedOf(database, tenant);
  for (const [text, key] of new Map([...formerly, ...touched])) {
    const shape = shapeOf(key.entity);
    if (shape === undefined) continue;
    const copy = cloudCopy(database, tenant, feed, key);
    if (touched.has(text)) writeShadow(database, tenant, copy);
    else removeShadow(database, tenant, key);
    const shown = readRow(database, feed, shape, key.id);
    const wanted = touched.has(text) ? view.row(shape, key.id) : (copy.row ?? undefined);
    if (same(shape.names, shown, wanted)) continue;
    entities.add(key.entity);
    if (wanted === undefined) rows.remove(feed, shape, key.id);
    else rows.put(feed, shape, wanted);
  }
  for (const { command, outcome } of outcomes) writeEffect(database, command, outcome);
  return entities;
}

function same(names: readonly string[], a: CellRow | undefined, b: CellRow | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return names.every((name) => (a[name] ?? null) === (b[name] ?? null));
}
