import { invoke } from '../bridge.ts';

/** One of the *last steps* that go with a request for help, in the words on the screen; the core keeps fifty. */
export function noteStep(text: string): void {
  // A step that could not be noted must not disturb the step itself.
  invoke('app.step', { text: text.slice(0, 300) }).catch(() => undefined);
}
