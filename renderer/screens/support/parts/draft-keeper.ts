/** What the line beside the send button says of a draft. */
export type DraftState = 'empty' | 'typing' | 'saved' | 'failed';

/** What is typed within this time is written together, ms (TKT-14: at every keystroke); whoever types on does not put it off. */
const PAUSE = 80;

/**
 * Keeps one draft on this device while it is typed (TKT-14). Writes follow each other, never overlap, and the last
 * content always wins; a write that fails is tried again with the next keystroke and at `flush`.
 */
export class DraftKeeper<Content> {
  readonly #save: (content: Content) => Promise<unknown>;
  readonly #onState: (state: DraftState) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { content: Content } | undefined;
  #writing: Promise<void> | undefined;
  #ended = false;

  constructor(save: (content: Content) => Promise<unknown>, onState: (state: DraftState) => void) {
    this.#save = save;
    this.#onState = onState;
  }

  /** Notes the newest content, which is written within the pause. Does nothing after `end`. */
  change(content: Content): void {
    if (this.#ended) return;
    this.#waiting = { content };
    this.#onState('typing');
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE);
  }

  /** Writes what waits, at once; resolves when everything typed so far is written or has failed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** No more writes: the draft became a command or was thrown away. Resolves when a running write has ended. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    await this.#writing;
  }

  async #drain(): Promise<void> {
    let wrote = false;
    while (this.#waiting) {
      const { content } = this.#waiting;
      this.#waiting = undefined;
      try {
        await this.#save(content);
        wrote = true;
      } catch {
        // The screen says so in words; the content stays here for the next try.
        if (this.#ended) return;
        this.#waiting ??= { content };
        this.#onState('failed');
        return;
      }
    }
    if (wrote && !this.#ended) this.#onState('saved');
  }
}
