import type { Entity } from './entity.ts';

/** The longest time that a desk may be offline (sync.md, Cloud: push): an older time of typing is a wrong clock. */
const OFFLINE_WINDOW = 400 * 24 * 60 * 60 * 1000;

/**
 * The time of typing as both runs take it, ms: not before the named rows were made, not after the arrival; whatever a
 * desk's clock says, nothing is answered before it was asked (I14).
 */
export function typedTime(typed: number, arrival: number, floor: number): number {
  const believable = typed >= arrival - OFFLINE_WINDOW ? typed : arrival;
  return Math.min(arrival, Math.max(believable, floor));
}

/** The latest of the times at which the rows say that they were made; 0 for none. */
export function madeAt(rows: Iterable<{ readonly entity: Entity; readonly values: Readonly<Record<string, unknown>> }>): number {
  let latest = 0;
  for (const { entity, values } of rows) {
    for (const [name, { kind, merge }] of Object.entries(entity.fields)) {
      const value = kind === 'time' && merge === 'fixed' ? values[name] : undefined;
      if (typeof value === 'number') latest = Math.max(latest, value);
    }
  }
  return latest;
}
