import { parseArgs } from 'node:util';
import { play, type Outcome } from './play.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { shortest } from './shrink.ts';
import { planOf, told } from './steps.ts';

/* npm run simulate -- [--seed N | --seeds N [--from N]] [--bug NAME]: plays histories; a violation prints its seed and the shortest history found. */

const { values } = parseArgs({ options: { seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string' }, bug: { type: 'string' } } });
// Errors are made by the thousand here, and nobody reads where.
Error.stackTraceLimit = 2;
const bug = PLANTED_BUGS.find(({ name }) => name === values.bug);
if (values.bug !== undefined && !bug) {
  console.log(`No such bug. There are:\n${PLANTED_BUGS.map(({ name }) => `  ${name}`).join('\n')}`);
  process.exit(2);
}

/** Which invariant it was, by the first word. */
function kindOf({ violations }: Outcome): string {
  return violations[0]?.split(' ')[0] ?? '';
}

async function explain(seed: number, outcome: Outcome): Promise<void> {
  console.log(`\nSeed ${seed}:\n${outcome.violations.map((violation) => `  ${violation}`).join('\n')}`);
  const plan = await shortest(planOf(seed), async (shorter) => kindOf(await play(shorter, bug)) === kindOf(outcome));
  const again = await play(plan, bug);
  console.log(`The shortest history found (${plan.people.join(', ')}):\n${plan.steps.map((step) => `  ${told(step)}`).join('\n')}\nand what it comes to:`);
  console.log(`${again.history.join('\n')}\n${again.violations.map((violation) => `  ${violation}`).join('\n')}`);
}

if (values.seed !== undefined) {
  const seed = Number(values.seed);
  const outcome = await play(planOf(seed), bug);
  console.log(outcome.history.join('\n'));
  if (outcome.violations.length > 0) await explain(seed, outcome);
  else console.log(`Seed ${seed}: all invariants held, ${outcome.events} events.`);
  process.exitCode = outcome.violations.length > 0 ? 1 : 0;
} else {
  const from = Number(values.from ?? Math.floor(Math.random() * 1_000_000_000));
  const count = Number(values.seeds ?? 1_000);
  console.log(`Seeds ${from} to ${from + count - 1}`);
  const begun = performance.now();
  let toldAt = begun;
  const failed: number[] = [];
  for (let seed = from; seed < from + count; seed += 1) {
    const outcome = await play(planOf(seed), bug);
    if (outcome.violations.length > 0) {
      failed.push(seed);
      await explain(seed, outcome);
    }
    if (performance.now() - toldAt < 5_000) continue;
    toldAt = performance.now();
    const done = seed - from + 1;
    console.log(`${done} of ${count}, ${((done / (toldAt - begun)) * 1000).toFixed(1)} a second, ${failed.length} violations`);
  }
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${count} histories in ${seconds.toFixed(0)} s, ${failed.length} violations${failed.length > 0 ? `: seeds ${failed.join(', ')}` : ''}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
