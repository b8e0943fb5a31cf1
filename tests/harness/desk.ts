import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { launchBrowser, type LaunchOptions } from './browser.ts';
import { changeSettings } from './change-settings.ts';
import { launchDesktop } from './desktop.ts';

/** A running client, whichever program carries it. */
export interface Desk {
  readonly page: Page;
  output(): string;
  /** Ends every process with -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export const HOST = process.env['SPORTELLO_HOST'] === 'desktop' ? 'desktop' : 'browser';

/** A new folder for the profiles and files of one journey, which the user that Electron runs as may enter. */
export function journeyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sportello-journey-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** As another program would: asks for the form of a new request with what it knows (OFF-06); by its address in the browser host. */
export async function launchDeskFor(options: LaunchOptions, known: Readonly<Record<string, string>>): Promise<Desk> {
  const parameters = new URLSearchParams(known);
  if (HOST === 'desktop') {
    const { window, output, kill, stop } = await launchDesktop({ ...options, arguments: [`sportello://ticket/new?${parameters}`] });
    return watch({ page: window, output, kill, stop });
  }
  const desk = await launchDesk(options);
  parameters.set('screen', 'ticket.new');
  await desk.page.goto(`${new URL(desk.page.url()).origin}/?${parameters}`);
  return desk;
}

/** Starts the client in the host that this run of the journeys is about. The same root finds the same person again. */
export async function launchDesk(options: LaunchOptions): Promise<Desk> {
  if (HOST === 'browser') {
    const { page, output, kill, stop } = await launchBrowser(options);
    return atOnce(watch({ page, output, kill, stop: async () => void (await stop()) }));
  }
  const { window, output, kill, stop } = await launchDesktop(options);
  return atOnce(watch({ page: window, output, kill, stop }));
}

/** What is sent goes at once: ten seconds more at each step would prove nothing; the journey about undoing waits for them. */
async function atOnce(desk: Desk): Promise<Desk> {
  await changeSettings(desk.page, { undoSend: false });
  return desk;
}

/** A bug in a window must not hide behind a journey that happens to go on. */
function watch(desk: Desk): Desk {
  desk.page.setDefaultTimeout(20_000);
  desk.page.on('pageerror', (error) => console.error(`window: ${error.message}`));
  return desk;
}

/** Keeps a picture of the window beside the test's output, for a person to look at. */
export async function picture(desk: Desk, name: string): Promise<void> {
  const folder = process.env['SPORTELLO_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await desk.page.screenshot({ path: `${folder}/${HOST}-${name}.png` });
}

/** After a failed test: a picture of each desk and what it printed, so that a failure in CI can be understood. */
export function picturesOfFailures(desks: () => readonly (Desk | undefined)[]): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const folder = process.env['SPORTELLO_PICTURES'] ?? '.cache/test/pictures';
    mkdirSync(folder, { recursive: true });
    for (const [index, desk] of desks().entries()) {
      if (desk === undefined) continue;
      const name = `${HOST}-failed-${task.name.replace(/\W+/g, '-').slice(0, 60)}-${index}.png`;
      await desk.page.screenshot({ path: `${folder}/${name}`, timeout: 5_000 }).catch(() => undefined);
      console.error(`picture: ${folder}/${name}\n${desk.output().slice(-2_000)}`);
    }
  });
}
