/** Work that an answer does not wait for: what it costs tells nobody anything (ACC-10), and a stop waits for its end. */
export class Afterwards {
  readonly #problem: (error: unknown) => void;
  readonly #running = new Set<Promise<void>>();

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

  /** When all that runs now, and what it starts, is over. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
