import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { KnownCloud } from '#core/device.ts';
import type { ProfileFile } from '#core/profile.ts';
import { openCache } from '#core/store/cache/open-cache.ts';
import { openLog } from '#core/store/log/open-log.ts';
import { WriteDatabase, type Cell } from '#core/store/sqlite/handles.ts';
import type { Life } from './virtual-time.ts';

/** A life that can end in the middle of a tick, as a process does that is killed. */
export interface MortalLife extends Life {
  /** Commits until it dies; undefined to go on. */
  commitsLeft?: number | undefined;
  /** Whether the last commit reaches the disk. */
  lastCommits?: boolean;
  /** Told when it dies of a commit. */
  onDeath?: () => void;
}

/** Thrown into the code of a life that has ended. */
export class LifeIsOver extends Error {}

let templates: { readonly log: Buffer; readonly cache: Buffer } | undefined;

/** The two files as the real code makes them, once for the whole process. */
function emptyFiles(): { readonly log: Buffer; readonly cache: Buffer } {
  if (templates) return templates;
  const folder = mkdtempSync(join(tmpdir(), 'sportello-template-'));
  try {
    const log = openLog(folder, 0);
    log.database.run('DELETE FROM identity');
    log.database.close();
    openCache(join(folder, 'cache.db'), 0).database.close();
    templates = { log: imageOf(join(folder, 'log.db')), cache: imageOf(join(folder, 'cache.db')) };
    return templates;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file as a database in memory: no WAL there, and small pages, which are quick to copy. */
function imageOf(file: string): Buffer {
  const bytes = readFileSync(file);
  bytes[18] = bytes[19] = 1;
  const database = new BetterSqlite(bytes);
  database.pragma('page_size = 1024');
  database.exec('VACUUM');
  const image = database.serialize();
  database.close();
  return image;
}

/** One database file. What a power cut leaves of it depends on `durable`: every commit, or one of the kept images. */
export class SimulatedFile {
  readonly durable: boolean;
  /** Kept images of earlier moments, the oldest first; null where no power cut will come. */
  images: Buffer[] | null = null;
  damaged = false;
  #database: BetterSqlite.Database;
  #statements = new Map<string, BetterSqlite.Statement>();

  constructor(image: Buffer, durable: boolean) {
    this.durable = durable;
    this.#database = new BetterSqlite(image);
  }

  get connection(): BetterSqlite.Database {
    return this.#database;
  }

  statement(sql: string): BetterSqlite.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  image(): Buffer {
    return this.#database.serialize();
  }

  replace(image: Buffer): void {
    this.#statements = new Map();
    this.#database.close();
    this.#database = new BetterSqlite(image);
    this.damaged = false;
  }

  close(): void {
    this.#database.close();
  }
}

/** One life's connection to a file. It stops where the life stops. */
export class SimulatedConnection extends WriteDatabase {
  readonly #file: SimulatedFile;
  readonly #life: MortalLife;
  readonly #committed: () => void;

  constructor(file: SimulatedFile, life: MortalLife, committed: () => void) {
    super(file.connection);
    this.#file = file;
    this.#life = life;
    this.#committed = committed;
  }

  protected override statement(sql: string): BetterSqlite.Statement {
    this.#check();
    return this.#file.statement(sql);
  }

  override exec(sql: string): void {
    this.#check();
    this.#file.connection.exec(sql);
  }

  override run(sql: string, ...values: readonly Cell[]): number {
    if (this.#file.connection.inTransaction) return super.run(sql, ...values);
    return this.transaction(() => super.run(sql, ...values));
  }

  override snapshot<T>(work: () => T): T {
    // One connection serves readers and writer; nothing can write in between.
    return work();
  }

  override transaction<T>(work: () => T): T {
    this.#check();
    const { connection } = this.#file;
    if (connection.inTransaction) return work();
    const life = this.#life;
    const last = life.commitsLeft !== undefined && (life.commitsLeft -= 1) < 0;
    if (last && life.lastCommits !== true) this.#die();
    const answer = connection.transaction(work).immediate();
    if (last) this.#die();
    this.#committed();
    return answer;
  }

  override close(): void {
    // The file stays for the next life.
  }

  #check(): void {
    if (!this.#life.alive) throw new LifeIsOver();
    if (this.#file.damaged) throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
  }

  #die(): never {
    this.#life.alive = false;
    this.#life.onDeath?.();
    throw new LifeIsOver();
  }
}

/** The files of one person's desk. */
export interface ProfileFolder {
  readonly log: SimulatedFile;
  readonly cache: SimulatedFile;
  file: ProfileFile | undefined;
}

/** All that a machine keeps when it is switched off. */
export class SimulatedDisk {
  readonly profiles = new Map<Id, ProfileFolder>();
  /** Sign-in tokens, by account. */
  readonly vault = new Map<string, string>();
  device: KnownCloud = { lastEmail: null, person: null, remember: true };
  readonly #logDurable: boolean;
  /** Whether power cuts may come, so that images of older moments are worth keeping. */
  readonly #powerCuts: boolean;

  constructor(options: { readonly logDurable: boolean; readonly powerCuts: boolean }) {
    this.#logDurable = options.logDurable;
    this.#powerCuts = options.powerCuts;
  }

  profile(person: Id): ProfileFolder {
    const known = this.profiles.get(person);
    if (known) return known;
    const empty = emptyFiles();
    return this.#keep(person, empty.log, empty.cache, undefined);
  }

  /** I13: the cache is gone, as if somebody had deleted the file. */
  loseCache(): void {
    for (const { cache } of this.profiles.values()) {
      cache.replace(emptyFiles().cache);
      if (cache.images) cache.images = [emptyFiles().cache];
    }
  }

  loseLog(): void {
    for (const { log } of this.profiles.values()) log.replace(emptyFiles().log);
  }

  /** What was not synced goes back to a moment that the system had written by itself; `choose` picks one, in [0, 1). */
  cutPower(choose: () => number): void {
    for (const { log, cache } of this.profiles.values()) {
      for (const file of [log, cache]) {
        if (file.durable || !file.images) continue;
        const image = file.images[Math.floor(choose() * file.images.length)];
        if (!image) continue;
        file.replace(image);
        file.images = [image];
      }
    }
  }

  copy(): DiskCopy {
    return {
      vault: new Map(this.vault), device: this.device,
      profiles: [...this.profiles].map(([person, { log, cache, file }]) => ({ person, log: log.image(), cache: cache.image(), file })),
    };
  }

  restore({ vault, device, profiles }: DiskCopy): void {
    this.close();
    this.profiles.clear();
    this.vault.clear();
    for (const [account, secret] of vault) this.vault.set(account, secret);
    this.device = device;
    for (const { person, log, cache, file } of profiles) this.#keep(person, log, cache, file);
  }

  close(): void {
    for (const { log, cache } of this.profiles.values()) {
      log.close();
      cache.close();
    }
  }

  #keep(person: Id, log: Buffer, cache: Buffer, file: ProfileFile | undefined): ProfileFolder {
    const folder: ProfileFolder = { log: new SimulatedFile(log, this.#logDurable), cache: new SimulatedFile(cache, false), file };
    if (this.#powerCuts) {
      folder.cache.images = [cache];
      if (!this.#logDurable) folder.log.images = [log];
    }
    this.profiles.set(person, folder);
    return folder;
  }
}

export interface DiskCopy {
  readonly vault: ReadonlyMap<string, string>;
  readonly device: KnownCloud;
  readonly profiles: readonly { readonly person: Id; readonly log: Buffer; readonly cache: Buffer; readonly file: ProfileFile | undefined }[];
}

export function emptyCache(): Buffer {
  return emptyFiles().cache;
}
