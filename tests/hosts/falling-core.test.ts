import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageBoxSyncOptions } from 'electron';
import { afterAll, beforeAll, expect, test } from 'vitest';
import words from '#shared/locales/it/desktop.json' with { type: 'json' };
import { launchDesktop, type LaunchedDesktop } from '#tests/harness/desktop.ts';
import { giveAway } from '#tests/harness/unprivileged.ts';

/* OFF-09: a core that keeps falling. No page can say it, so a dialog does; its three ways are chosen here one after another. */
const KEEPERS = 'aiuto@nts.example';
/** Stands where the system's opener is found, and notes what it was asked to open. */
const opener = mkdtempSync(join(tmpdir(), 'sportello-opener-'));
const opened = join(opener, 'opened');
writeFileSync(join(opener, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${opened}'\n`, { mode: 0o755 });
giveAway(opener);
let desktop: LaunchedDesktop;

/** What the shell did instead of ending, in its order. */
interface Seen {
  readonly dialogs: MessageBoxSyncOptions[];
  readonly did: string[];
  choice: number;
  falls: number;
}

beforeAll(async () => {
  desktop = await launchDesktop({
    root: mkdtempSync(join(tmpdir(), 'sportello-falling-')),
    cloudUrl: 'http://127.0.0.1:9',
    env: { SPORTELLO_KEEPERS: KEEPERS, PATH: `${opener}:${process.env['PATH'] ?? ''}` },
  });
  await desktop.window.getByRole('textbox').first().waitFor();
  await desktop.app.evaluate(({ app, dialog }) => {
    const seen: Seen = { dialogs: [], did: [], choice: 0, falls: 0 };
    Object.assign(globalThis, { seen });
    Object.assign(app, { relaunch: () => void seen.did.push('relaunch'), exit: (code: number) => void seen.did.push(`exit ${code}`) });
    Object.assign(dialog, {
      showMessageBoxSync: (options: MessageBoxSyncOptions) => {
        seen.dialogs.push(options);
        return seen.choice;
      },
    });
  });
});
afterAll(() => desktop?.kill());

function seen(): Promise<Seen> {
  return desktop.app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
}
/** What a core says that cannot start; the dialog is answered with the button of this number. */
async function failsAndChooses(choice: number, sentence: string): Promise<Seen> {
  await desktop.app.evaluate(
    (_electron, [chosen, said]) => {
      // electron-fork-relay.cjs
      const { seen, relayedCore } = globalThis as unknown as { seen: Seen; relayedCore: NodeJS.EventEmitter };
      Object.assign(seen, { choice: chosen, dialogs: [], did: [] });
      relayedCore.emit('message', { kind: 'failed', sentence: said });
    },
    [choice, sentence] as const,
  );
  return seen();
}

test('OFF-09: a core that falls at each of six starts is not started a seventh time: a dialog says so, and «again» starts the program anew', async () => {
  await desktop.app.evaluate(async () => {
    const world = globalThis as unknown as { seen: Seen; relayedCore: NodeJS.EventEmitter & { kill(): void } };
    // Each core is ended as soon as it is there, so that the falls are as close as the pauses between the starts allow.
    for (let last: unknown; world.seen.dialogs.length === 0; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const core = world.relayedCore;
      if (core === last) continue;
      last = core;
      core.once('exit', () => (world.seen.falls += 1));
      core.kill();
    }
  });
  const { dialogs, did, falls } = await seen();
  expect(falls).toBe(6);
  expect(dialogs).toEqual([
    expect.objectContaining({
      message: words['core.failed.title'],
      detail: `${words['core.failed.unknown']}\n\n${KEEPERS}`,
      buttons: [words['core.failed.again'], words['core.failed.write'], words['menu.quit']],
      defaultId: 0,
      cancelId: 2,
    }),
  ]);
  expect(did).toEqual(['relaunch', 'exit 1']);
});

test('OFF-09: «write» opens a mail to who keeps the program with what was said, and then the program ends', async () => {
  const { dialogs } = await failsAndChooses(1, 'Il disco è pieno.');
  expect(dialogs[0]?.detail).toBe(`Il disco è pieno.\n\n${KEEPERS}`);
  await expect.poll(async () => (await seen()).did).toEqual(['exit 1']);
  await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toMatch(/\n$/);
  const mail = new URL(readFileSync(opened, 'utf8').trim());
  expect([mail.protocol, mail.pathname]).toEqual(['mailto:', KEEPERS]);
  expect(mail.searchParams.get('body')).toContain('Il disco è pieno.');
});

test('OFF-09: «quit», and the key Esc, end the program without another start', async () => {
  const { dialogs, did } = await failsAndChooses(2, 'Il disco è pieno.');
  expect(dialogs[0]?.cancelId).toBe(2);
  expect(did).toEqual(['exit 1']);
});
