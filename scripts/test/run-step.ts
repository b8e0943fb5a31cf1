import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Step } from './steps.ts';

export interface Outcome {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** A line for each failed test: its file, its title, and what was wrong. */
  readonly failures: readonly string[];
  readonly log: string;
}

type Counts = Pick<Outcome, 'passed' | 'failed' | 'failures'>;

/** What is read of the report of vitest's JSON reporter. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages?: readonly string[] }[] }[];
}

/** Counts of vitest's report; a step without one counts as one. A run that left no report has failed as one. */
function count(step: Step, root: string, ok: boolean): Counts {
  if (step.report === undefined) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures: [] };
  try {
    const report = JSON.parse(readFileSync(step.report, 'utf8')) as Report;
    const failures = report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `${relative(root, name)} > ${fullName}: ${failureMessages?.[0]?.split('\n')[0]?.slice(0, 300) ?? ''}`),
    );
    return { passed: report.numPassedTests, failed: ok ? 0 : Math.max(report.numFailedTests, 1), failures };
  } catch {
    return { passed: 0, failed: 1, failures: [] };
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
  return { step, ok, seconds: (performance.now() - began) / 1000, ...count(step, root, ok), log };
}
