import { subscribe } from '../bridge.ts';
import { reportProblem } from './problems.ts';

/** Chromium says this when a size watcher was a frame late; nothing is broken by it. */
const HARMLESS = /^ResizeObserver loop/;

/** Whatever nobody caught opens the error dialog (TKT-03): in this window, or anywhere behind it (topic `error`). */
export function catchEverything(): void {
  window.addEventListener('error', (event) => {
    if (HARMLESS.test(event.message)) return;
    reportProblem({ cause: event.error ?? event.message });
  });
  window.addEventListener('unhandledrejection', (event) => reportProblem({ cause: event.reason }));
  subscribe('error', (error) => reportProblem({ code: error.code, facts: error.details, cause: error.message, screen: error.where }));
}
