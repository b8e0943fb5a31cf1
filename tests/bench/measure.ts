/** One line of the table: what was measured, beside what, in the same run. */
export interface Row {
  /** Of performance.md: P2, P3 … */
  readonly id: string;
  readonly what: string;
  readonly value: string;
  readonly baseline: string;
  readonly ratio: string;
  readonly goal: string;
  /** Whether the goal that is a ratio was met; null where this row has none. */
  readonly met: boolean | null;
  /** What a reader must know to judge it. */
  readonly note: string;
}

/** The value below which the part `share` (0 to 1) of the samples lies; the samples may be in any order. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('no samples');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** `median (p10–p90)` of samples in ms. */
export function spread(samples: readonly number[]): string {
  return `${ms(median(samples))} (${ms(percentile(samples, 0.1))}–${ms(percentile(samples, 0.9))})`;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** A speed, rounded to what the machine can be trusted with. */
export function perSecond(value: number, what: string): string {
  return `${String(Math.round(value / 10) * 10)} ${what}/s`;
}

/** `median per second (slowest–fastest)` of speeds. */
export function range(speeds: readonly number[], what: string): string {
  return `${perSecond(median(speeds), what)} (${String(Math.round(Math.min(...speeds)))}–${String(Math.round(Math.max(...speeds)))})`;
}

export function times(value: number): string {
  return `${value.toFixed(2)}×`;
}

/** How long the work took, ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
