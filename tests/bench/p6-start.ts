import { rm } from 'node:fs/promises';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { launchBrowser, type LaunchOptions } from '#tests/harness/browser.ts';
import type { LoadedFeed } from './loaded-root.ts';
import { median, spread, timed, times, type Row } from './measure.ts';
import { openList } from './window.ts';

/** P6: from the start of the program to a list in which a key goes to the next row, by turns with the same program where nobody is known. */
export async function starting({ rows, options }: LoadedFeed, short: boolean): Promise<Row[]> {
  const [full, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round < (short ? 2 : 9); round += 1) {
    const [list, nothing] = [await startOfList(options), await startOfNothing(options.cloudUrl)];
    // The first one warms up.
    if (round === 0) continue;
    full.push(list);
    empty.push(nothing);
  }
  const ratio = median(full) / median(empty);
  return [
    {
      id: 'P6', what: `start to a usable list with ${rows} tickets in the cache`, value: spread(full), baseline: spread(empty), ratio: times(ratio), goal: '≤ 1.5×', met: ratio <= 1.5,
      note: 'the browser host out of its sources, then Chromium, until ↓ has chosen the second row; baseline: the same with an empty folder, until the field for the e-mail has taken a letter',
    },
  ];
}

async function startOfList(options: LaunchOptions): Promise<number> {
  let stop: () => Promise<unknown> = () => Promise.resolve();
  try {
    return await timed(async () => {
      const window = await openList(options);
      ({ stop } = window);
      await window.page.getByRole('grid').press('ArrowDown');
      await window.page.locator('[role="row"][aria-rowindex="3"][aria-selected="true"]').waitFor();
    });
  } finally {
    await stop();
  }
}

async function startOfNothing(cloudUrl: string): Promise<number> {
  const root = await temporaryRoot();
  let stop: () => Promise<unknown> = () => Promise.resolve();
  try {
    return await timed(async () => {
      const window = await launchBrowser({ root, cloudUrl });
      ({ stop } = window);
      await window.page.getByLabel('E-mail').press('a');
      await window.page.locator('input[value="a"]').waitFor();
    });
  } finally {
    await stop();
    await rm(root, { recursive: true, force: true });
  }
}
