import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStale, BUNDLES } from './build.ts';
import { testElectron } from './electron-runtime.ts';
import { endSteps, runStep, type Outcome } from './test/run-step.ts';
import { steps, type Step } from './test/steps.ts';

/*
 * `npm test`: everything; `npm run check` (--only=check): the quick part; --only=NAME: one step. Two cores' worth of
 * steps at a time. Each step's output stays in .cache/test/.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const LOGS = join('.cache', 'test');
const CORES = 2;
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

rmSync(join(root, LOGS), { recursive: true, force: true });
mkdirSync(join(root, LOGS), { recursive: true });
const chosen = steps(LOGS).filter((step) => only === undefined || step.group === only || step.name === only || step.name.startsWith(`${only}-`));
if (chosen.length === 0) {
  console.error(`No step is named ${only}. There are: check, ${steps(LOGS).map((step) => step.name).join(', ')}`);
  process.exit(2);
}

const began = performance.now();
const clock = () => `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`;
const say = (line: string) => console.log(`${clock()}  ${line}`);
const outcomes: Outcome[] = [];

function tell(outcome: Outcome): void {
  outcomes.push(outcome);
  const counts = outcome.step.report === undefined ? '' : `  ${outcome.passed} passed, ${outcome.failed} failed`;
  say(`${outcome.ok ? 'ok    ' : 'FAILED'}  ${outcome.step.name.padEnd(32)} ${outcome.seconds.toFixed(1).padStart(6)} s${counts}`);
  if (!outcome.ok) console.log(readFileSync(join(root, outcome.log), 'utf8').split('\n').slice(-60).map((line) => `        ${line}`).join('\n'));
}

/** Starts each step, in order, as soon as the cores that it fills are free. */
async function runAll(waiting: Step[]): Promise<void> {
  const busy = new Map<Step, Promise<void>>();
  const load = () => [...busy.keys()].reduce((sum, step) => sum + step.weight, 0);
  while (waiting.length > 0 || busy.size > 0) {
    const next = waiting[0];
    if (next !== undefined && load() + next.weight <= CORES) {
      waiting.shift();
      busy.set(next, runStep(next, root, LOGS).then((outcome) => { tell(outcome); busy.delete(next); }));
    } else await Promise.race(busy.values());
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endSteps();
    process.exit(130);
  });
}

async function prepare(): Promise<void> {
  await buildStale(BUNDLES, say);
  await testElectron(say);
}

await runAll(chosen.filter((step) => step.built !== true));
const last = chosen.filter((step) => step.built === true);
if (last.length > 0) {
  try {
    await prepare();
    await runAll([...last]);
  } catch (error) {
    say(`FAILED  build and runtime: ${error instanceof Error ? error.message : String(error)}`);
    for (const step of last) outcomes.push({ step, ok: false, seconds: 0, passed: 0, failed: 1, failures: [], log: '' });
  }
}

/** Once more at the end, where one looks first: after one failure of a story the rest of it often fails too. */
const MOST = 40;
const failures = outcomes.flatMap((outcome) => outcome.failures);
for (const failure of failures.slice(0, MOST)) console.log(`        × ${failure}`);
if (failures.length > MOST) console.log(`        and ${failures.length - MOST} more`);

const bad = outcomes.filter((outcome) => !outcome.ok);
say(bad.length === 0 ? 'All steps passed' : `Failed: ${bad.map((outcome) => `${outcome.step.name}${outcome.log && ` (${outcome.log})`}`).join(', ')}`);
console.log(`${outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)} passed, ${outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)} failed`);
process.exit(bad.length === 0 ? 0 : 1);
