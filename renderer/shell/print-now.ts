import { ask } from '../data/ask.ts';
import { invoke } from '../bridge.ts';

/** Prints what is in sight: by the program around the window where it can, else by the browser's own dialog. */
export function printNow(): void {
  void invoke('app.info', {})
    .then(async ({ host }) => (host === 'desktop' ? (await ask('app.print', {})).ok : false))
    .catch(() => false)
    .then((done) => {
      if (!done) window.print();
    });
}
