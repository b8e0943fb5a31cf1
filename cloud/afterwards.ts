/** Work that an answer does not wait for: what it costs tells nobody anything (ACC-10), and a stop waits for its end. */
export class Afterwards {
  readonly #problem: (error: unknown) => void;
  readonly #running = new Set<Promise<void>>();
  /** Work that runs under a key, and whether it was asked for again meanwhile. */
  readonly #askedAgain = new Map<string, boolean>();

  constructor(problem: (error: unknown) => void) {
    this.#problem = problem;
  }

  run(work: () => Promise<unknown>): void {
    const running = Promise.resolve()
      .then(work)
      .then(() => undefined, this.#problem)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Work that does all there is to do: however often it is asked for while it runs, it runs once more after that. */
  runOnce(key: string, work: () => Promise<unknown>): void {
    if (this.#askedAgain.has(key)) {
      this.#askedAgain.set(key, true);
      return;
    }
    this.#askedAgain.set(key, true);
    this.run(async () => {
      while (this.#askedAgain.get(key) === true) {
        this.#askedAgain.set(key, false);
        await work().catch(this.#problem);
      }
      this.#askedAgain.delete(key);
    });
  }

  /** When all that runs now, and what it starts, is over. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
