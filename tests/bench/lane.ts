import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchProcess, type Task } from './bench-process.ts';
import type { Engine } from './engines.ts';

/** Where an engine's processes find what they need. */
export interface Ground {
  /** Of our cloud. */
  readonly cloudUrl: string;
  /** The peers and their packages (install-peers.ts). */
  readonly peers: string;
  /** Anything written there goes with the run. */
  readonly scratch: string;
  /** Tickets, one JSON object a line. */
  readonly rowsFile: string;
}

/** What was measured at one engine so far. */
export interface Measured {
  readonly engine: Engine;
  readonly version: string;
  /** Seconds, one for each round; empty where this set-up is not asked. */
  readonly firstSync: number[];
  /** ms. */
  readonly deskToDesk: number[];
  /** ms. */
  readonly localWrite: number[];
}

/** An engine's desks in one process; a peer's clouds, one empty and one full, in two others. */
export class Lane implements Measured {
  readonly engine: Engine;
  readonly version: string;
  readonly firstSync: number[] = [];
  readonly deskToDesk: number[] = [];
  readonly localWrite: number[] = [];
  readonly #processes: BenchProcess[] = [];
  readonly #desks: BenchProcess;
  #urls = { empty: '', full: '' };
  #template: unknown;

  static async open(engine: Engine, ground: Ground): Promise<Lane> {
    const lane = new Lane(engine, ground, engine.peer === null ? '' : await versionOf(ground.peers, engine.peer.pack));
    try {
      await lane.#desks.hear('ready');
      if (engine.peer !== null) await lane.#startClouds(engine.peer.folder, ground);
      return lane;
    } catch (error) {
      await lane.stop();
      throw error;
    }
  }

  private constructor(engine: Engine, ground: Ground, version: string) {
    this.engine = engine;
    this.version = version;
    this.#desks =
      engine.peer === null
        ? this.#start(fileURLToPath(new URL('./ours-process.ts', import.meta.url)), [ground.cloudUrl])
        : this.#start(join(ground.peers, 'client-process.mjs'), [engine.peer.folder, engine.peer.setup, ground.scratch]);
  }

  async measure(task: Task): Promise<void> {
    this.#desks.send({ ...task, template: this.#template, url: task.task === 'firstSync' ? this.#urls.full : this.#urls.empty });
    this[task.task].push(...(await this.#desks.hear<number[]>('samples')));
  }

  async stop(): Promise<void> {
    for (const one of this.#processes) await one.stop();
  }

  #start(file: string, args: readonly string[]): BenchProcess {
    const process = new BenchProcess(file, args);
    this.#processes.push(process);
    return process;
  }

  async #startClouds(folder: string, { peers, scratch, rowsFile }: Ground): Promise<void> {
    const serve = (name: string, rows: readonly string[]) =>
      this.#start(join(peers, 'server-process.mjs'), [folder, join(scratch, `${this.engine.name} ${name}`), ...rows]).hear<string>('url');
    this.#template = JSON.parse((await readFile(rowsFile, 'utf8')).split('\n', 1)[0] ?? '');
    const empty = await serve('empty', []);
    this.#urls = { empty, full: this.engine.firstSync ? await serve('full', [rowsFile]) : '' };
  }
}

async function versionOf(folder: string, pack: string): Promise<string> {
  const read: unknown = JSON.parse(await readFile(join(folder, 'node_modules', pack, 'package.json'), 'utf8'));
  // npm wrote it: a package has a version.
  return (read as { version: string }).version;
}
