import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { changeSettings } from '#tests/harness/change-settings.ts';
import { HOST, journeyFolder, picture, picturesOfFailures } from '#tests/harness/desk.ts';
import { launchDesktop, type LaunchedDesktop } from '#tests/harness/desktop.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { chat, eventually, lamp, panel, signIn, waitForLamp, write } from '#tests/harness/person.ts';

/* OFF-07 in a real Electron: what is asked of the system, which no test can see it show: a notice, its click, the badge. */

const root = join(journeyFolder(), 'mario');
let cloud: TestCloud;
let proxy: FaultyProxy;
let desktop: LaunchedDesktop | undefined;
const onDesktop = test.runIf(HOST === 'desktop');

/** What the shell asked the system for; kept in Electron's main process. */
declare global {
  var asked: { notices: (Electron.Notification & { readonly title: string; readonly body: string })[]; badges: number[] };
}

beforeAll(async () => {
  if (HOST !== 'desktop') return;
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
  desktop = await launchDesktop({ root, cloudUrl: proxy.url });
  desktop.window.setDefaultTimeout(20_000);
  await desktop.app.evaluate(({ app, Notification }) => {
    globalThis.asked = { notices: [], badges: [] };
    Notification.prototype.show = function show() {
      globalThis.asked.notices.push(this);
    };
    app.setBadgeCount = (count = 0) => globalThis.asked.badges.push(count) > 0;
  });
});
afterAll(async () => {
  await desktop?.kill();
  await proxy?.stop();
  await cloud?.stop();
});
picturesOfFailures(() => (desktop === undefined ? [] : [{ page: desktop.window, ...desktop }]));

function theDesktop(): LaunchedDesktop {
  if (desktop === undefined) throw new Error('the program is not started');
  return desktop;
}

onDesktop('OFF-07: an answer of the support is a notice of the system’s, and a click on it opens the request', async () => {
  const { app, window: page } = theDesktop();
  await signIn(page, PEOPLE.mario.email);
  await waitForLamp(page, /In linea/);
  await changeSettings(page, { undoSend: false });
  // What was here before is no news; how far it reaches is on the disk.
  await eventually(async () => expect(globSync('**/notices.json', { cwd: root })).toHaveLength(1));
  const reply = {
    ticketId: TICKETS.rossi, messageId: uuidv7(), eventId: uuidv7(), body: richTextOf('Corretto, puoi riprovare.'),
    close: false, reopen: false, ask: false, priority: null, contactId: null, files: [],
  };
  await cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.nicolo.id, [{ name: 'ticket.reply', input: reply, now: Date.now() }]);
  const notices = () => app.evaluate(() => globalThis.asked.notices.map(({ title, body }) => `${title}: ${body}`));
  await eventually(async () => expect(await notices()).toHaveLength(1), 60_000);
  expect((await notices())[0]).toMatch(/NICOLÒ RUGGERI/);
  await app.evaluate(() => globalThis.asked.notices[0]?.emit('click'));
  await panel(page).waitFor();
  await chat(page).getByText('Corretto, puoi riprovare.').waitFor();
});

onDesktop('OFF-07: what needs the person is counted on the program’s icon', async () => {
  const { app, window: page } = theDesktop();
  proxy.plan('/v1/sync/push', { kind: 'status', status: 422 });
  await write(page, 'Risposta', 'Ancora lo stesso.');
  await page.keyboard.press('Control+Enter');
  await waitForLamp(page, /1 da rivedere/);
  await eventually(async () => expect(await app.evaluate(() => globalThis.asked.badges.at(-1))).toBe(1));
  expect(await lamp(page).first().innerText()).toContain('1');
  await picture({ page, ...theDesktop() }, 'notices');
});
