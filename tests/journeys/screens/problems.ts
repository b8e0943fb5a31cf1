import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '#tests/harness/person.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    // What a menu covers is not pressed while the menu is there.
    const covered = [...document.querySelectorAll('[role="menu"], [role="listbox"]')].some((element) => element.checkVisibility());
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], rules: { 'target-size': { enabled: !covered } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`);
  });
}

/** What is wrong with the page as it stands, in words; empty when nothing is. `closely`: for axe too. */
export async function problemsOf(page: Page, closely: boolean): Promise<string[]> {
  const found = closely ? await axeFinds(page) : [];
  const more = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['wider than the window'] : [];
    const keys = document.body.innerText.match(/\b(?:shell|support|errors|common):[a-z_.]+|\{\{\w+\}\}/g) ?? [];
    // A word that is cut must show it (an ellipsis), and what can be pressed is never cut.
    const cut = [...document.querySelectorAll<HTMLElement>('button, a, label, legend, th, [role="columnheader"], [role="radio"], [role="menuitem"]')]
      .filter((element) => element.checkVisibility() && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
      .map((element) => `cut: ${element.innerText.slice(0, 60)}`);
    return [...wide, ...keys, ...cut];
  });
  return [...found, ...more];
}

/** Nothing moves and, unless it is the waiting that is looked at, nothing is being loaded: what a person would look at. */
export async function settled(page: Page, { waiting = false } = {}): Promise<void> {
  // A desk that is covered waits behind what covers it.
  const busy = () => page.locator('[aria-busy="true"]').evaluateAll((all) => all.filter((element) => element.checkVisibility()).length);
  if (!waiting) await eventually(async () => expect(await busy()).toBe(0));
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity));
}
