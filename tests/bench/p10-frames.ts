import { setTimeout as sleep } from 'node:timers/promises';
import type { JSHandle, Page } from 'playwright-core';
import type { LoadedFeed } from './loaded-root.ts';
import { ms, percentile, times, type Row } from './measure.ts';
import { drawBar } from './p7-memory.ts';
import { openList } from './window.ts';

/** ms */
const LONGEST_FRAME = 32;
/** Between two letters or two turns of the wheel, ms: a quick typist, a hasty finger. */
const LETTER = 60;
const TURN = 16;
const TEXT = 'La stampa del registro IVA si interrompe a metà con un errore su tutte le postazioni. ';

/** P10: time from frame to frame in Chromium while a person types and scrolls, beside a page of the same browser that does nothing. */
export async function frames({ rows, options }: LoadedFeed, short: boolean): Promise<Row[]> {
  const window = await openList(options);
  try {
    const { page } = window;
    const turns = short ? 60 : 400;
    const nothing = await window.context.newPage();
    const idle = await during(nothing, () => sleep(turns * TURN));
    await nothing.close();
    const measure = async (what: string, work: () => Promise<void>, note = ''): Promise<Row> => rowOf(what, await during(page, work), idle, note);

    await page.getByRole('grid').hover();
    const scrolling = [
      await measure(`frames while scrolling ${rows} tickets by the wheel, p99`, async () => {
        for (let turn = 0; turn < turns; turn += 1) {
          await page.mouse.wheel(0, 240);
          await sleep(TURN);
        }
      }, 'time between two frames (requestAnimationFrame) in Chromium without a display and without a graphics card, five rows to each turn of the wheel; baseline: an empty page of the same browser, in the same minutes'),
      await measure('frames while the scroll bar is drawn through the whole list, p99', async () => {
        for (const to of [1, 0]) await drawBar(page, to, turns);
      }),
      await measure('frames while ↓ is held down, p99', async () => {
        await page.getByRole('grid').focus();
        for (let turn = 0; turn < turns; turn += 1) {
          await page.keyboard.press('ArrowDown');
          await sleep(TURN);
        }
      }),
    ];
    await page.getByRole('navigation', { name: 'Menu principale' }).getByRole('button', { name: 'Contatta l’assistenza' }).first().click();
    const title = page.getByLabel('Titolo', { exact: false }).first();
    const text = page.locator('#screen [contenteditable="true"]').first();
    await text.waitFor();
    const letters = TEXT.repeat(short ? 1 : 4);
    return [
      await measure('frames while typing a new request, p99', async () => {
        await title.click();
        await page.keyboard.type(TEXT, { delay: LETTER });
        await text.click();
        await page.keyboard.type(letters, { delay: LETTER });
      }, `a letter every ${LETTER} ms into title and text, the draft kept all the while`),
      ...scrolling,
    ];
  } finally {
    await window.stop();
  }
}

function rowOf(what: string, samples: readonly number[], idle: readonly number[], note: string): Row {
  const [here, there] = [percentile(samples, 0.99), percentile(idle, 0.99)];
  const worst = `the longest of ${samples.length} frames: ${ms(Math.max(...samples))}`;
  return { id: 'P10', what, value: ms(here), baseline: ms(there), ratio: times(here / there), goal: `≤ ${LONGEST_FRAME} ms`, met: here <= LONGEST_FRAME, note: note === '' ? worst : `${note}; ${worst}` };
}

async function during(page: Page, work: () => Promise<unknown>): Promise<number[]> {
  const seen: JSHandle<{ deltas: number[]; on: boolean }> = await page.evaluateHandle(() => {
    const watch = { deltas: [] as number[], on: true };
    let last = 0;
    const step = (at: number) => {
      if (last > 0) watch.deltas.push(at - last);
      last = at;
      if (watch.on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    return watch;
  });
  await work();
  return seen.evaluate((watch) => {
    watch.on = false;
    return watch.deltas;
  });
}
