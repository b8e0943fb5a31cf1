import type { Page } from 'playwright-core';
import type { LaunchOptions } from '#tests/harness/browser.ts';
import type { LoadedFeed } from './loaded-root.ts';
import { median, type Row } from './measure.ts';
import { memoryOf, openList, type Held } from './window.ts';

const MIB = 1024 * 1024;
/** How much the goal allows above the same host with nothing in it, MiB. */
const ABOVE = 80;

/** P7: what core and window hold after the whole list has gone by, by turns with the same where the list has a handful of rows. */
export async function memory(full: LoadedFeed, empty: LoadedFeed, short: boolean): Promise<Row[]> {
  const [much, little]: [Held[], Held[]] = [[], []];
  for (let round = 0; round < (short ? 1 : 3); round += 1) {
    const [more, less] = [await afterScrolling(full.options, short ? 30 : 150), await afterScrolling(empty.options, 0)];
    if (more === null || less === null) return [];
    much.push(more);
    little.push(less);
  }
  const of = (samples: readonly Held[], part: (held: Held) => number): number => median(samples.map(part)) / MIB;
  const row = (what: string, part: (held: Held) => number): Row => ({
    id: 'P7', what, value: mib(of(much, part)), baseline: mib(of(little, part)), ratio: `+${mib(of(much, part) - of(little, part))}`, goal: '—', met: null, note: '',
  });
  const sum = row(`memory of core and window with ${full.rows} tickets`, ({ core, pages }) => core + pages);
  const above = of(much, ({ core, pages }) => core + pages) - of(little, ({ core, pages }) => core + pages);
  return [
    { ...sum, goal: `≤ ${ABOVE} MiB more`, met: above <= ABOVE, note: `proportional share (Pss) of the browser host and of Chromium’s page processes after the list was drawn past from its top to its end and back, and read at ${short ? 30 : 150} places; baseline: a company with ${empty.rows} requests` },
    row('of it the core', ({ core }) => core),
    row('of it the window', ({ pages }) => pages),
  ];
}

async function afterScrolling(options: LaunchOptions, places: number): Promise<Held | null> {
  const window = await openList(options);
  try {
    for (const to of [1, 0]) await drawBar(window.page, to, 300);
    await readPlaces(window.page, places);
    return await memoryOf(window);
  } finally {
    await window.stop();
  }
}

/** Draws the list's scroll bar to a place (0 the top, 1 the end), a step for each frame. */
export async function drawBar(page: Page, to: number, steps: number): Promise<void> {
  await page.getByRole('grid').evaluate(
    async (grid, [end, count]) => {
      const last = grid.scrollHeight - grid.clientHeight;
      const from = grid.scrollTop;
      for (let step = 1; step <= count; step += 1) {
        grid.scrollTop = from + ((end * last - from) * step) / count;
        await new Promise(requestAnimationFrame);
      }
    },
    [to, steps] as const,
  );
}

/** Stops at so many places from the top of the list to its end, at each until its rows are there. */
async function readPlaces(page: Page, count: number): Promise<void> {
  await page.getByRole('grid').evaluate(async (grid, places) => {
    const last = grid.scrollHeight - grid.clientHeight;
    for (let place = 1; place <= places; place += 1) {
      grid.scrollTop = (last * place) / places;
      do await new Promise(requestAnimationFrame);
      while (grid.querySelector('[aria-busy="true"]') !== null);
    }
  }, count);
}

function mib(value: number): string {
  return `${value.toFixed(0)} MiB`;
}
