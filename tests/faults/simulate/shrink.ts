import type { Plan } from './steps.ts';

/**
 * The shortest history it can find that still fails: steps are left out in halves, quarters and so on, down to single
 * ones, until none can be spared. Steps keep their own seeds, so that the rest goes on as it went.
 */
export async function shortest(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let { steps } = plan;
  for (let size = Math.ceil(steps.length / 2); size >= 1; ) {
    let spared = false;
    for (let start = 0; start < steps.length; ) {
      const fewer = [...steps.slice(0, start), ...steps.slice(start + size)];
      if (await fails({ ...plan, steps: fewer })) {
        steps = fewer;
        spared = true;
      } else start += size;
    }
    if (size === 1 && !spared) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  return { ...plan, steps };
}
