import type { Page, WebSocketRoute } from 'playwright-core';
import type { Desk } from '#tests/harness/desk.ts';

/** A second window of a desk in the browser host whose line to the core can be held or cut. */
export interface HeldPage {
  readonly page: Page;
  /** Keeps back the core's answers to these methods until `release`. */
  hold(methods: RegExp): void;
  release(): void;
  /** Takes the line away and refuses every new one, as when the core is gone; `false` gives it back. */
  cut(away: boolean): void;
  close(): Promise<void>;
}

/** Opens it at the list. The answers are the core's own; only their time is ours. */
export async function openHeldPage(desk: Desk): Promise<HeldPage> {
  const page = await desk.page.context().newPage();
  page.setDefaultTimeout(20_000);
  let held: RegExp | null = null;
  let away = false;
  const waiting: (() => void)[] = [];
  const lines = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/rpc/, (line) => {
    if (away) return void line.close();
    lines.add(line);
    const core = line.connectToServer();
    const methods = new Map<number, string>();
    line.onMessage((message) => {
      const call = JSON.parse(String(message)) as { id: number; method: string };
      methods.set(call.id, call.method);
      core.send(message);
    });
    core.onMessage((message) => {
      const { id } = JSON.parse(String(message)) as { id?: number };
      const deliver = () => line.send(message);
      if (id !== undefined && held?.test(methods.get(id) ?? '') === true) waiting.push(deliver);
      else deliver();
    });
  });
  await page.goto(new URL(desk.page.url()).origin);
  await page.locator('#side-menu').waitFor();
  return {
    page,
    hold: (methods) => {
      held = methods;
    },
    release: () => {
      held = null;
      for (const deliver of waiting.splice(0)) deliver();
    },
    cut: (gone) => {
      away = gone;
      if (gone) for (const line of lines) void line.close();
      lines.clear();
    },
    close: () => page.close(),
  };
}
