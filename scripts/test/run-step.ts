import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from './steps.ts';

export interface Outcome {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly log: string;
}

/** Counts of vitest's report; a step without one counts as one. A run that left no report has failed as one. */
function count(step: Step, ok: boolean): { passed: number; failed: number } {
  if (step.report === undefined) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    // vitest's JSON reporter.
    const report = JSON.parse(readFileSync(step.report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    return { passed: report.numPassedTests, failed: ok ? 0 : Math.max(report.numFailedTests, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const running = new Set<ChildProcess>();

/** Ends what runs, when we are told to end. */
export function endSteps(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs one step to its end, its output in a file of its own. */
export async function runStep(step: Step, root: string, logs: string): Promise<Outcome> {
  const log = join(logs, `${step.name.replaceAll(/[^\w-]+/g, '-')}.log`);
  const file = createWriteStream(join(root, log));
  const began = performance.now();
  const child = spawn(process.execPath, step.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  running.add(child);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  running.delete(child);
  await new Promise<void>((resolve) => file.end(resolve));
  return { step, ok, seconds: (performance.now() - began) / 1000, ...count(step, ok), log };
}
