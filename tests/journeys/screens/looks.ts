import type { Page } from 'playwright-core';
import type { DeviceSettings } from '#shared/rpc/contract.ts';
import { changeSettings } from '#tests/harness/change-settings.ts';
import { HOST } from '#tests/harness/desk.ts';
import { LANGUAGES, type Language } from '#shared/locales/messages.ts';
import { eventually } from '#tests/harness/person.ts';
import { expect } from 'vitest';

/** How a screen looks beside its language. */
export interface Look {
  readonly name: string;
  readonly theme: DeviceSettings['theme'];
  readonly density: DeviceSettings['density'];
  readonly width: number;
  readonly height: number;
}

const MODES = [
  { name: 'light', theme: 'light', density: 'comfortable' },
  { name: 'dark', theme: 'dark', density: 'comfortable' },
  { name: 'compact', theme: 'light', density: 'compact' },
] as const;
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;

function lookOf(mode: number, size: number): Look {
  const [chosen, window] = [MODES[mode % MODES.length] ?? MODES[0], SIZES[size % SIZES.length] ?? SIZES[0]];
  return { ...chosen, ...window, name: `${chosen.name}-${window.width}` };
}

const everything = process.env['SPORTELLO_LOOKS'] === 'all';

/**
 * In which languages a part of the walk is seen: in Russian, whose words are the longest, and in one of the other two; in
 * Electron, which lays out as Chromium does, in one of them by turns. With SPORTELLO_LOOKS=all in all three.
 */
export function languagesFor(part: number): readonly Language[] {
  if (everything) return LANGUAGES;
  const other = part % 2 === 0 ? 'it' : 'en';
  if (HOST === 'browser') return [other, 'ru'];
  return [part % 4 < 2 ? 'ru' : other];
}

/** Whether axe looks too: what it judges does not change with the language, so that once is enough. */
export function isCloseLook(scene: number, language: Language): boolean {
  return everything || (language === 'ru') === (scene % 2 === 0);
}

/**
 * In which looks the scene at this place of its walk is seen in this language: one of the six, another one in each
 * language, and over the scenes every language has all six. With SPORTELLO_LOOKS=all: all six.
 */
export function looksFor(scene: number, language: number): readonly Look[] {
  if (everything) return MODES.flatMap((_, mode) => SIZES.map((__, size) => lookOf(mode, size)));
  return [lookOf(scene + language, Math.floor(scene / MODES.length) + language)];
}

export async function wear(page: Page, { theme, density, width, height }: Look): Promise<void> {
  await page.setViewportSize({ width, height });
  const root = page.locator('html');
  const worn = async () => [await root.getAttribute('data-mantine-color-scheme'), await root.getAttribute('data-density')];
  if ((await worn()).join() === [theme, density].join()) return;
  await changeSettings(page, { theme, density });
  await eventually(async () => expect(await worn()).toEqual([theme, density]));
}

export async function speak(page: Page, language: Language): Promise<void> {
  await changeSettings(page, { language });
  await eventually(async () => expect(await page.locator('html').getAttribute('lang')).toBe(language));
}
