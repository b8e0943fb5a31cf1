import { join } from 'node:path';
import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebFrameMain } from 'electron';
import type { EngineOptions } from '#core/host.ts';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import type { FromCoreProcess, ToCore } from './core-messages.ts';
import { answerCore, hasEncryption } from './shell-answers.ts';

/** A core that falls over again and again is told to the person instead of being restarted for ever. */
const MOST_RESTARTS = 5;
const RESTARTS_WINDOW = 60_000;
const FIRST_PAUSE = 200;
const STOP_PATIENCE = 5_000;

export interface CoreListeners {
  /** A core (the first or another one) serves windows now. */
  ready(): void;
  /** The core is gone; another one is being started. */
  lost(): void;
  notify(title: string, body: string, open: OpenRequest | undefined): void;
  badge(count: number): void;
  /** No core can be had; the sentence is for the person. */
  failed(sentence: string): void;
}

/** Keeps one core process alive and gives windows their lines to it. */
export class CoreSupervisor {
  readonly #options: Omit<EngineOptions, 'host'>;
  readonly #listeners: CoreListeners;
  #core: UtilityProcess | undefined;
  #ready = false;
  #stopping = false;
  #crashes: number[] = [];
  #toOpen: OpenRequest[] = [];

  constructor(options: Omit<EngineOptions, 'host'>, listeners: CoreListeners) {
    this.#options = options;
    this.#listeners = listeners;
  }

  start(): void {
    const core = utilityProcess.fork(join(import.meta.dirname, '..', 'core', 'core-process.js'), [], { serviceName: 'Sportello core' });
    this.#core = core;
    core.on('message', (message: FromCoreProcess) => this.#receive(message));
    core.on('exit', () => this.#gone(core));
    this.#send({ kind: 'start', ...this.#options, encryption: hasEncryption() });
  }

  /** Gives the frame its own line to the core; without a core there is none to give, and `ready` will come. */
  connect(frame: WebFrameMain): void {
    if (this.#core === undefined || !this.#ready) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#core.postMessage({ kind: 'connect' } satisfies ToCore, [port1]);
    frame.postMessage('core:port', null, [port2]);
  }

  /** Asks for a screen; the core keeps it until a window takes it. */
  open(request: OpenRequest): void {
    if (this.#ready) this.#send({ kind: 'open', ...request });
    else this.#toOpen.push(request);
  }

  wake(): void {
    if (this.#ready) this.#send({ kind: 'wake' });
  }

  /** An error of the shell that nobody caught, for the event log. */
  shellFailed(error: Error): void {
    if (this.#ready) this.#send({ kind: 'shell_failed', problem: (error.stack ?? String(error)).slice(0, 1000) });
  }

  /** Ends the core with everything on disk; one that does not answer is ended all the same (R1 holds then too). */
  async stop(): Promise<void> {
    this.#stopping = true;
    const core = this.#core;
    if (core === undefined) return;
    const exited = new Promise<void>((resolve) => core.once('exit', () => resolve()));
    this.#send({ kind: 'stop' });
    const timer = setTimeout(() => core.kill(), STOP_PATIENCE);
    await exited;
    clearTimeout(timer);
  }

  #send(message: ToCore): void {
    this.#core?.postMessage(message);
  }

  #receive(message: FromCoreProcess): void {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        for (const request of this.#toOpen.splice(0)) this.#send({ kind: 'open', ...request });
        return this.#listeners.ready();
      case 'failed':
        this.#stopping = true;
        this.#core?.kill();
        return this.#listeners.failed(message.sentence);
      case 'stopped':
        this.#core?.kill();
        return;
      case 'notify':
        return this.#listeners.notify(message.title, message.body, message.open);
      case 'badge':
        return this.#listeners.badge(message.count);
      case 'ask':
        answerCore(message.ask).then(
          (value) => this.#send({ kind: 'answer', id: message.id, value }),
          (error: unknown) => this.#send({ kind: 'answer', id: message.id, problem: error instanceof Error ? error.message : String(error) }),
        );
    }
  }

  #gone(core: UtilityProcess): void {
    if (core !== this.#core) return;
    this.#core = undefined;
    this.#ready = false;
    if (this.#stopping) return;
    this.#listeners.lost();
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < RESTARTS_WINDOW), now];
    if (this.#crashes.length > MOST_RESTARTS) return this.#listeners.failed('');
    setTimeout(() => !this.#stopping && this.start(), FIRST_PAUSE * 2 ** (this.#crashes.length - 1));
  }
}
